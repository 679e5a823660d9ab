namespace OrleansNaming.Watching;

/// <summary>What a <see cref="WatchBatch"/> means.</summary>
internal enum WatchBatchKind
{
    /// <summary>What is bound now, at the beginning of a watch.</summary>
    Present,

    /// <summary>Forget what you were told; what is bound now follows in the same batch.</summary>
    Reset,

    /// <summary>What one version of one owner changed.</summary>
    Change,
}
