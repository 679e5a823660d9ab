using OrleansNaming.Tracks.Node;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Presence;

namespace OrleansNaming.Tracks.Blocks;

/// <summary>
/// The owner's side of shared work (rows E11–E14, E23). Workers ask by their adverts' free slots; a block goes to whoever has the most, then to the lowest id; when
/// nobody asks for a second, or nobody else is there, the owner works itself. A worker acknowledges record by record and says four times a lease that it is still at a block, so that a lost last word
/// costs a lease and not the records; of a worker that is gone, or silent of the block for its lease, only what was not acknowledged is handed out again. In memory only: what is ready and what is done is the database's word.
/// </summary>
internal sealed class BlockLedger(TrackNodeOptions options, PeerTable peers)
{
    private static readonly TimeSpan NobodyAsksFor = TimeSpan.FromSeconds(1);

    private readonly SortedDictionary<string, WorkQueue> _queues = new(StringComparer.Ordinal);
    private readonly SortedDictionary<ulong, Assignment> _assigned = [];
    private readonly SortedDictionary<ServerId, (ulong Sequence, int Given)> _given = [];
    private ulong _lastId;

    public IEnumerable<Assignment> Assigned => _assigned.Values;

    /// <summary>Servers whose requests were answered, at most those in the table of peers.</summary>
    public int RequestersCount => _given.Count;

    public int WaitingCount => _queues.Values.Sum(queue => queue.Count);

    public void Open(TrackToken token) => _queues[token.Track] = new WorkQueue(token);

    /// <summary>The track is another server's: its blocks are none of ours any more.</summary>
    public void Close(string track)
    {
        _queues.Remove(track);
        foreach (var assignment in _assigned.Values.Where(assignment => assignment.Block.Token.Track == track).ToList())
        {
            _assigned.Remove(assignment.Block.Id);
        }
    }

    /// <summary>Which tracks to look for work in, and how much fits.</summary>
    public IEnumerable<(TrackToken Token, int Limit)> Searches(TimeSpan now)
    {
        foreach (var queue in _queues.Values.Where(queue => !queue.IsSearching && now >= queue.SearchAt && queue.Count < 2 * options.BlockRecords))
        {
            yield return (queue.Token, queue.BeginSearch(8 * options.BlockRecords));
        }
    }

    /// <summary>A search has ended; null when it failed. An empty one is repeated next cycle (row E10), a full one that brought something as soon as there is room.</summary>
    public void Found(TrackToken token, IReadOnlyList<string>? records, TimeSpan now)
    {
        if (QueueOf(token) is { } queue)
        {
            var hasMore = queue.Found(records ?? [], now);
            queue.SearchAt = hasMore || queue.IsWoken ? now : now + (records is { Count: > 0 } ? options.Scan : options.Interval);
        }
    }

    /// <summary>Something was added: do not wait for the next cycle.</summary>
    public void Wake(string track)
    {
        if (_queues.TryGetValue(track, out var queue))
        {
            (queue.SearchAt, queue.IsWoken) = (TimeSpan.Zero, queue.IsSearching);
        }
    }

    /// <summary>Hands out what waits.</summary>
    /// <param name="ownSlots">Blocks that this server could run itself.</param>
    /// <param name="now">The time.</param>
    public IReadOnlyList<(Holder Worker, Block Block)> Hand(int ownSlots, TimeSpan now)
    {
        List<(Holder, Block)> handed = [];
        foreach (var queue in _queues.Values)
        {
            while (queue.Count > 0 && now >= queue.RestsUntil && Choose(queue, ownSlots, now) is { } worker)
            {
                ownSlots -= worker == options.Self ? 1 : 0;
                var block = new Block(queue.Token, ++_lastId, BlockKind.RecordSet, queue.Take(options.BlockRecords));
                _assigned[block.Id] = new Assignment(block, worker, now);
                handed.Add((worker, block));
            }
        }

        return handed;
    }

    public void Hear(Holder from, BlockWord word, TimeSpan now)
    {
        if (!_assigned.TryGetValue(word.BlockId, out var assignment) || assignment.Worker != from || assignment.Block.Token != word.Token)
        {
            QueueOf(word.Token)?.DoneLate(word.Done);
            return;
        }

        assignment.HeardAt = now;
        assignment.Left.ExceptWith(word.Done);
        QueueOf(word.Token)?.Done(word.Done);
        if (word.IsOver || assignment.Left.Count == 0)
        {
            End(assignment, now);
            if (word is { IsOver: true, Done.Count: 0 })
            {
                WorkedInVain(from, word.Token, now);
            }
        }
    }

    /// <summary>Takes back what workers have that are gone, or that said nothing for the block's lease.</summary>
    public void Tick(TimeSpan now)
    {
        foreach (var assignment in _assigned.Values.Where(assignment => !IsAlive(assignment, now)).ToList())
        {
            End(assignment, now);
        }

        foreach (var server in _given.Keys.Where(server => peers.Find(server) is null).ToList())
        {
            _given.Remove(server);
        }
    }

    /// <summary>A block ended with nothing done. Another server that has declined, since its advert was too hopeful, or failed at once is given no other before its next advert; here nothing but a pause keeps the same from happening again at once.</summary>
    private void WorkedInVain(Holder worker, TrackToken token, TimeSpan now)
    {
        if (worker != options.Self)
        {
            _given[worker.Server] = (peers.Find(worker.Server)?.Advert.Sequence ?? 0, int.MaxValue);
        }
        else if (QueueOf(token) is { } queue)
        {
            queue.RestsUntil = now + options.Scan;
        }
    }

    private bool IsAlive(Assignment assignment, TimeSpan now)
    {
        if (assignment.Worker == options.Self)
        {
            return true;
        }

        var row = peers.Find(assignment.Worker.Server);
        return row is not null && row.Advert.Sender == assignment.Worker && peers.IsAvailable(row, now) && now - assignment.HeardAt < options.BlockLease;
    }

    private void End(Assignment assignment, TimeSpan now)
    {
        _assigned.Remove(assignment.Block.Id);
        QueueOf(assignment.Block.Token)?.Return(assignment.Left, now);
    }

    private Holder? Choose(WorkQueue queue, int ownSlots, TimeSpan now)
    {
        var best = peers.Available(now).Select(advert => (advert, Free: FreeOf(advert))).Where(found => found.Free > 0)
            .OrderByDescending(found => found.Free).ThenBy(found => found.advert.Sender.Server).FirstOrDefault();
        if (best.advert is { } asks)
        {
            var given = _given.GetValueOrDefault(asks.Sender.Server);
            _given[asks.Sender.Server] = (asks.Sequence, given.Sequence == asks.Sequence ? given.Given + 1 : 1);
            queue.Asked(now);
            return asks.Sender;
        }

        var waits = peers.Available(now).Any() ? NobodyAsksFor : TimeSpan.Zero;
        return ownSlots > 0 && now - queue.UnaskedSince >= waits ? options.Self : null;
    }

    /// <summary>A request is used up by at most one block a slot (row E13).</summary>
    private int FreeOf(TrackAdvert advert) =>
        _given.TryGetValue(advert.Sender.Server, out var given) && given.Sequence == advert.Sequence ? advert.FreeSlots - given.Given : advert.FreeSlots;

    private WorkQueue? QueueOf(TrackToken token) => _queues.TryGetValue(token.Track, out var queue) && queue.Token == token ? queue : null;
}
