namespace OrleansNaming.Log;

/// <summary>What a store held.</summary>
/// <param name="Advertisement">The owner's list at its last durable version, or null if none was ever opened.</param>
/// <param name="Floors">The persisted floors.</param>
/// <param name="Damage">Null, or what is damaged before the tail: the caller quarantines the store and opens a new incarnation.</param>
/// <param name="ValidBytes">How far the bytes are good; a torn tail lies behind.</param>
internal sealed record JournalState(Advertisement? Advertisement, IReadOnlyList<Floor> Floors, string? Damage, int ValidBytes);
