namespace OrleansNaming.Log;

/// <summary>What a record of the store holds; docs/storage.md. Zero is none of them, so that zeroed bytes are no record.</summary>
internal enum JournalRecordKind : byte
{
    /// <summary>The whole list; the first record, and only that.</summary>
    Snapshot = 1,

    /// <summary>One version, as the delta from the version before.</summary>
    Version = 2,

    /// <summary>A floor (rule 10).</summary>
    Floor = 3,
}
