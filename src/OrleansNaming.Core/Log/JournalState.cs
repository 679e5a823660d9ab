namespace OrleansNaming.Log;

/// <summary>What a store held.</summary>
/// <param name="Advertisement">The owner's list at its last durable version, or null if none was ever opened.</param>
/// <param name="Floors">The persisted floors, by server; the last one written for a server counts.</param>
/// <param name="Damage">
/// Null, or what is damaged before the tail: the caller quarantines the store and opens a new incarnation. What was read
/// before the damage is still told, verified: its stamp says above which incarnation to open.
/// </param>
/// <param name="ValidBytes">How far the bytes are good; a torn tail lies behind. Cut it off before appending.</param>
internal sealed record JournalState(Advertisement? Advertisement, IReadOnlyList<Floor> Floors, string? Damage, int ValidBytes)
{
    /// <summary>How many whole records there are; 0 when the store is empty or has no readable snapshot.</summary>
    public int Records { get; init; }

    /// <summary>The checksum of the snapshot, by which records belong to it.</summary>
    public uint Mark { get; init; }

    /// <summary>Bytes of the snapshot with its floors; what lies behind was appended.</summary>
    public int SnapshotBytes { get; init; }
}
