namespace OrleansNaming.Advertising;

/// <summary>STUB: list + delta → list, one pure function for owner, log and replica.</summary>
internal static class AdvertisementFold
{
    /// <summary>Applies a delta to exactly its base (S5), or builds the list from a full one.</summary>
    /// <returns>Null when the digest does not come out as the delta says: nothing of it may be shown.</returns>
    public static Advertisement? Apply(ServerId server, Advertisement? current, Delta delta, IReadOnlyList<Stamp> inherits) => throw new NotImplementedException();

    /// <summary>Makes the next version of an owner's own list, digest included.</summary>
    public static (Advertisement Next, Delta Delta) Advance(
        Advertisement current, Stamp stamp, OwnerStatus status, IReadOnlyList<Entry> puts, IReadOnlyList<EntryKey> removes) => throw new NotImplementedException();

    /// <summary>The whole list as a delta with base 0.</summary>
    public static Delta Full(Advertisement advertisement) => throw new NotImplementedException();
}
