namespace OrleansNaming.Log;

/// <summary>What became of a <see cref="JournalWrite"/>. The numbers cross between processes and are never reused.</summary>
internal enum JournalWriteOutcome : byte
{
    /// <summary>Nobody knows: the store failed, or the bytes were not understood.</summary>
    Unknown = 0,

    /// <summary>It is durable.</summary>
    Written = 1,

    /// <summary>A later life of the server has the store: this one may write no more (rule 2).</summary>
    Superseded = 2,

    /// <summary>The store is behind this life, as after a backup was put back: the whole state must be written anew.</summary>
    Behind = 3,
}
