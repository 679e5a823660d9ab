namespace OrleansNaming;

/// <summary>
/// What decides between two records of one guest (design rule 14). Order: revision, then tombstone before record,
/// then hold, then lowest holder.
/// </summary>
/// <param name="Revision">Raised only by writes of the guest's client, deregistration included.</param>
/// <param name="Hold">1 + the highest seen, at each registration or adoption.</param>
/// <param name="Lease">How long without a renewal until it ends; zero: never, something else watches it.</param>
internal sealed record GuestRecord(ulong Revision, ulong Hold, TimeSpan Lease);
