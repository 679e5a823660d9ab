namespace OrleansNaming.Lan.Loop;

/// <summary>What a <see cref="SerialLoop"/> runs: one item at a time, never two at once.</summary>
internal interface ILoopBody
{
    /// <summary>When the next tick is wanted, on the clock of <see cref="Now"/>. Read only between two items.</summary>
    TimeSpan DueAt { get; }

    /// <summary>The monotonic clock; any thread may read it.</summary>
    TimeSpan Now { get; }

    void Take(in LoopItem item);

    /// <summary>This thread has taken items and has given the role back: now it may do what would hold the loop up.</summary>
    /// <param name="mayWait">Whether it has time to wait for a disk.</param>
    void GivenBack(bool mayWait);

    /// <summary>An item threw: the loop has ended, and what is still queued is not taken.</summary>
    void Failed(Exception cause);
}
