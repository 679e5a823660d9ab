namespace OrleansNaming.Lan.Loop;

/// <summary>What a <see cref="SerialLoop"/> runs: one item at a time, never two at once.</summary>
internal interface ILoopBody
{
    /// <summary>When the next tick is wanted, on the clock of <see cref="Now"/>. Read only between two items.</summary>
    TimeSpan DueAt { get; }

    /// <summary>The monotonic clock; any thread may read it.</summary>
    TimeSpan Now { get; }

    void Take(in LoopItem item);

    /// <summary>An item threw: the loop has ended, and what is still queued is not taken.</summary>
    void Failed(Exception cause);
}
