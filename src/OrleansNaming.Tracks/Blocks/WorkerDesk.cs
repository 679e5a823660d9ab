using OrleansNaming.Tracks.Node;
using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Blocks;

/// <summary>The worker's side: so many blocks at once, the rest is declined (row E13).</summary>
internal sealed class WorkerDesk(TrackNodeOptions options)
{
    private readonly SortedDictionary<(Holder Owner, ulong Id), (Block Block, List<string> Done)> _running = new(Comparer<(Holder Owner, ulong Id)>.Create(static (a, b) =>
        a.Owner.Server.CompareTo(b.Owner.Server) is var server and not 0 ? server
        : a.Owner.Boot.CompareTo(b.Owner.Boot) is var boot and not 0 ? boot
        : a.Id.CompareTo(b.Id)));

    public int Free => options.Slots - _running.Count;

    public IEnumerable<Block> Running => _running.Values.Select(running => running.Block);

    /// <summary>False when there is no slot for it. A block that runs already is taken again without a second run.</summary>
    public bool TryTake(Block block, out bool isNew)
    {
        isNew = !_running.ContainsKey((block.Token.Holder, block.Id));
        if (isNew && Free <= 0)
        {
            return false;
        }

        _running.TryAdd((block.Token.Holder, block.Id), (block, []));
        return true;
    }

    /// <summary>Keeps what was done until the block is over.</summary>
    public void Done(Block block, IReadOnlyList<string> items)
    {
        if (_running.TryGetValue((block.Token.Holder, block.Id), out var running) && running.Done.Count + items.Count <= block.Items.Count)
        {
            running.Done.AddRange(items);
        }
    }

    /// <summary>All that was done of it; null when it was none of ours.</summary>
    public IReadOnlyList<string>? End(Block block) => _running.Remove((block.Token.Holder, block.Id), out var ended) ? ended.Done : null;
}
