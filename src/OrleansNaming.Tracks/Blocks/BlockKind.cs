namespace OrleansNaming.Tracks.Blocks;

/// <summary>What a block of work consists of (row E11).</summary>
internal enum BlockKind
{
    /// <summary>Records that are ready for their next step.</summary>
    RecordSet,

    /// <summary>Steps to be done for one record, in order.</summary>
    StepList,
}
