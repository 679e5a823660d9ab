namespace OrleansNaming.Guests;

/// <summary>Take a guest out of this server's list without a tombstone for its record: its lease ended, or another's claim counts more.</summary>
/// <param name="Key">The guest.</param>
/// <param name="Expired">Whether its lease ended; else its claim lost, and it is dropped only if it still loses.</param>
internal sealed record DropGuest(EntryKey Key, bool Expired) : Change;
