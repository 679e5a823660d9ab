namespace OrleansNaming.Watching;

/// <summary>
/// The last batches, so that a watcher that lost its connection goes on where it was. Bounded in batches and in changes; what falls off
/// makes a resume into a reset. Used by one thread.
/// </summary>
internal sealed class WatchHistory(int batchesMax = WatchHistory.BatchesMax, int changesMax = WatchHistory.ChangesMax)
{
    public const int BatchesMax = 4_096;
    public const int ChangesMax = 65_536;

    private readonly Queue<WatchBatch> _batches = new();
    private int _changes;

    public void Add(WatchBatch batch)
    {
        _batches.Enqueue(batch);
        _changes += batch.Changes.Count;
        while (_batches.Count > batchesMax || (_changes > changesMax && _batches.Count > 0))
        {
            _changes -= _batches.Dequeue().Changes.Count;
        }
    }

    public void Clear()
    {
        _batches.Clear();
        _changes = 0;
    }

    /// <summary>What came after a batch, or null when that reaches further back than is kept.</summary>
    /// <param name="sequence">The last batch that the watcher has.</param>
    /// <param name="last">The newest batch of the feed.</param>
    public IReadOnlyList<WatchBatch>? After(ulong sequence, ulong last) =>
        sequence == last ? []
        : sequence > last || _batches.Count == 0 || _batches.Peek().Sequence > sequence + 1 ? null
        : [.. _batches.Where(batch => batch.Sequence > sequence)];
}
