using OrleansNaming.Tracks.Node;

namespace OrleansNaming.Tracks.Blocks;

/// <summary>The worker's side: so many blocks at once, the rest is declined (row E13).</summary>
internal sealed class WorkerDesk(TrackNodeOptions options)
{
    private readonly SortedDictionary<(ServerId Owner, BootId Boot, ulong Id), (Block Block, List<string> Done)> _running = [];

    public int Free => options.Slots - _running.Count;

    public IEnumerable<Block> Running => _running.Values.Select(running => running.Block);

    /// <summary>False when there is no slot for it. A block that runs already is taken again without a second run.</summary>
    public bool TryTake(Block block, out bool isNew)
    {
        isNew = !_running.ContainsKey(KeyOf(block));
        if (isNew && Free <= 0)
        {
            return false;
        }

        _running.TryAdd(KeyOf(block), (block, []));
        return true;
    }

    /// <summary>Keeps what was done until the block is over.</summary>
    public void Done(Block block, IReadOnlyList<string> items)
    {
        if (_running.TryGetValue(KeyOf(block), out var running) && running.Done.Count + items.Count <= block.Items.Count)
        {
            running.Done.AddRange(items);
        }
    }

    /// <summary>All that was done of it; null when it was none of ours.</summary>
    public IReadOnlyList<string>? End(Block block) => _running.Remove(KeyOf(block), out var ended) ? ended.Done : null;

    private static (ServerId, BootId, ulong) KeyOf(Block block) => (block.Token.Holder.Server, block.Token.Holder.Boot, block.Id);
}
