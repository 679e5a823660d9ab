namespace OrleansNaming.Replica;

/// <summary>STUB: for each guest every record and tombstone that some owner's list holds, and which of them counts (rule 14).</summary>
internal sealed class GuestIndex
{
    /// <summary>The claim that counts, or null when nobody lists that guest.</summary>
    public GuestClaim? Winner(EntryKey guest) => throw new NotImplementedException();

    public IReadOnlyList<GuestClaim> Claims(EntryKey guest) => throw new NotImplementedException();

    /// <summary>Every guest that the owner's list names, by record or tombstone.</summary>
    public IEnumerable<EntryKey> Of(ServerId owner) => throw new NotImplementedException();
}
