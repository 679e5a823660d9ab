using OrleansNaming.Advertising;
using OrleansNaming.Log;
using OrleansNaming.Wire;

namespace OrleansNaming.Node;

/// <summary>
/// This server's own list: durable, then visible, then announced, for every version (rule 3, invariant S6). The first change is
/// committed at once; what arrives during its write shares the next version (rule 4), so the disk sets the pace and nothing waits
/// for a timer. A write that failed has an unknown outcome: everybody waiting is refused, and nothing else is committed until the
/// whole state was written anew. It may have been stored all the same, and a store that outlives processes may have shown it to somebody: so its number
/// is not used again.
/// </summary>
internal sealed class OwnList(ServerId server, Func<ListDraft, Change, Verdict> draft, bool storeIsWrittenWhole)
{
    /// <summary>Changes that wait; beyond, a further one is refused.</summary>
    private const int WaitingMax = 16_384;

    /// <summary>Changes that share one version.</summary>
    private const int BatchMax = 1_024;

    private static readonly TimeSpan RewriteAfter = TimeSpan.FromSeconds(1);

    private readonly Queue<(long Ticket, Change Change)> _waiting = new();
    private Write? _write;
    private Stamp _used;
    private TimeSpan? _rewriteAt;
    private long _rewriteId;
    private bool _isYielded;
    private readonly Journal _journal = new(storeIsWrittenWhole);

    /// <summary>The last durable version; stamp none before the first incarnation is open. Invariant: its stamp only rises.</summary>
    public Advertisement Current { get; private set; } = AdvertisementFold.Nothing(server);

    public ChangeLog Log { get; } = new();

    public bool IsOpen => !Current.Stamp.IsNone;

    /// <summary>Whether commits are held: asking rule 1's question, or superseded.</summary>
    public bool IsHeld { get; set; } = true;

    public TimeSpan DueAt => _rewriteAt ?? TimeSpan.MaxValue;

    /// <summary>Whether a write is under way that opens an incarnation.</summary>
    public bool IsOpening => _write is { Opens: true };

    /// <summary>The stamp that such a write opens; none without one.</summary>
    public Stamp Opening => _write is { Opens: true } write ? write.Next.Stamp : default;

    /// <summary>Puts a change in the queue; false at its bound.</summary>
    public bool Enqueue(long ticket, Change change)
    {
        if (_waiting.Count >= WaitingMax)
        {
            return false;
        }

        _waiting.Enqueue((ticket, change));
        return true;
    }

    /// <summary>Commits what waits, unless a write is under way.</summary>
    public void Tick(IReadOnlyCollection<Floor> floors, NodeStep step)
    {
        if (_rewriteAt <= step.Now.Monotonic)
        {
            _rewriteAt = null;
            Rewrite(floors, step);
        }

        while (_write is null && !IsHeld && _rewriteAt is null && _rewriteId == 0 && _waiting.Count > 0)
        {
            Begin(step);
        }
    }

    /// <summary>Opens an incarnation with these lines: one snapshot takes the store's place.</summary>
    public void Open(Epoch epoch, IEnumerable<Entry> lines, IReadOnlyList<Stamp> inherits, OwnerStatus status, IReadOnlyCollection<Floor> floors, NodeStep step)
    {
        var (next, delta) = AdvertisementFold.Advance(AdvertisementFold.Nothing(server), new Stamp(epoch, 1), status, [.. lines], []);
        next = next with { Inherits = inherits };
        RefuseWrite(step, "a new incarnation was opened before it was durable; send it again");
        var bytes = _journal.EncodeSnapshot(next, floors);
        (_rewriteAt, _rewriteId, Failed, _isYielded) = (null, 0, null, false);
        _write = new Write(step.Persist(bytes, replace: true, epoch), next, delta, DeltaBytes: 0, [], Opens: true);
    }

    /// <summary>A write is durable: the version that it made, or null when it made none.</summary>
    public Write? Persisted(long id, IReadOnlyCollection<Floor> floors, NodeStep step)
    {
        if (id == _rewriteId)
        {
            _rewriteId = 0;
        }

        if (_write is not { } write || write.Id != id)
        {
            return null;
        }

        _write = null;
        Current = write.Next;
        Log.Append(write.Delta, write.DeltaBytes);
        CompactIfDue(floors, step);
        return write;
    }

    /// <summary>A write failed, or nobody knows: see the type's theory.</summary>
    public void PersistFailed(long id, string message, NodeStep step)
    {
        step.Observe(new Observation(ObservationKind.StorageTrouble, server, Current.Stamp, Text: message));
        _rewriteId = id == _rewriteId ? 0 : _rewriteId;
        _rewriteAt ??= _isYielded ? null : step.Now.Monotonic + RewriteAfter;
        // What was appended behind a torn record cannot be read back, even if its own write succeeded.
        if (_write is { } write && (write.Id == id || (write.Id > id && !write.Opens)))
        {
            Failed = write.Opens ? write : Failed;
            RefuseWrite(step, $"storage failed: {message}");
        }

        RefuseWaiting(step, $"storage failed: {message}");
    }

    /// <summary>The incarnation whose opening could not be written; tried again with the next rewrite.</summary>
    private Write? Failed { get; set; }

    /// <summary>
    /// A floor is kept with the list; nothing waits for it. Behind a write that opens an incarnation it is that incarnation's: a store with a fence would take it for the word of
    /// a former life, and this process for superseded by itself (silos, seed 1783).
    /// </summary>
    public void Append(Floor floor, NodeStep step)
    {
        if (IsOpen && _rewriteAt is null)
        {
            step.Persist(_journal.EncodeFloor(floor), replace: false, (IsOpening ? Opening : Current.Stamp).Epoch);
        }
    }

    /// <summary>
    /// Another process has the name: what waits is refused, and nothing is written any more. What failed is not tried again: the other one's store would refuse it for ever (silos, seed 97).
    /// </summary>
    public void Yield(Refusal refusal, string message, NodeStep step)
    {
        (IsHeld, _isYielded, _rewriteAt) = (true, true, null);
        while (_waiting.TryDequeue(out var waiting))
        {
            step.Complete(waiting.Ticket, refusal, message: message);
        }
    }

    private void Begin(NodeStep step)
    {
        var next = new ListDraft(Current);
        var tickets = new List<(long, Change)>();
        var isFull = false;
        for (var i = 0; i < BatchMax && !isFull && TryTake(isFirst: i == 0, out var waiting); i++)
        {
            isFull = waiting.Change.StandsAlone;
            var verdict = draft(next, waiting.Change);
            if (verdict.Refusal == Refusal.None)
            {
                tickets.Add(waiting);
            }
            else
            {
                step.Complete(waiting.Ticket, verdict.Refusal, message: verdict.Message);
            }
        }

        if (next.ChangesNothing)
        {
            CompleteAll(tickets, step);
            return;
        }

        _used = (_used.Epoch == Current.Stamp.Epoch && _used > Current.Stamp ? _used : Current.Stamp).Next();
        var (advertisement, delta) = next.Advance(_used);
        var bytes = _journal.EncodeVersion(delta);
        _write = new Write(step.Persist(bytes, replace: false, Current.Stamp.Epoch), advertisement, delta, DeltaCodec.Length(delta), tickets, Opens: false);
    }

    /// <summary>
    /// The next change of this version; none behind or before one that stands alone, since it is judged by what is shown and nothing unwritten is.
    /// </summary>
    private bool TryTake(bool isFirst, out (long Ticket, Change Change) waiting) =>
        _waiting.TryPeek(out waiting) && (isFirst || !waiting.Change.StandsAlone) && _waiting.TryDequeue(out waiting);

    /// <summary>Nothing had to be written: what was asked for is so already.</summary>
    private void CompleteAll(List<(long Ticket, Change Change)> tickets, NodeStep step)
    {
        foreach (var (ticket, _) in tickets)
        {
            step.Complete(ticket, Refusal.None, new Token(server, Current.Stamp));
        }
    }

    private void Rewrite(IReadOnlyCollection<Floor> floors, NodeStep step)
    {
        if (Failed is { } failed)
        {
            var bytes = _journal.EncodeSnapshot(failed.Next, floors);
            _write = failed with { Id = step.Persist(bytes, replace: true, failed.Next.Stamp.Epoch) };
            Failed = null;
        }
        else if (IsOpen && !IsOpening)
        {
            Compact(floors, step); // An opening that is under way replaces everything, and must not be replaced by what was before it.
        }
    }

    private void CompactIfDue(IReadOnlyCollection<Floor> floors, NodeStep step)
    {
        if (_journal.IsDue)
        {
            Compact(floors, step);
        }
    }

    private void Compact(IReadOnlyCollection<Floor> floors, NodeStep step)
    {
        _rewriteId = step.Persist(_journal.EncodeSnapshot(Current, floors), replace: true, Current.Stamp.Epoch);
    }

    private void RefuseWrite(NodeStep step, string message)
    {
        var waiting = _waiting.ToArray();
        _waiting.Clear();
        foreach (var ticket in _write?.Tickets ?? [])
        {
            _waiting.Enqueue(ticket);
        }

        RefuseWaiting(step, message);
        foreach (var later in waiting)
        {
            _waiting.Enqueue(later);
        }

        _write = null;
    }

    /// <summary>Refuses what somebody waits for. What this node itself wants, such as to end a guest's lease, it goes on wanting.</summary>
    private void RefuseWaiting(NodeStep step, string message)
    {
        for (var i = _waiting.Count; i > 0; i--)
        {
            var waiting = _waiting.Dequeue();
            if (waiting.Ticket == 0)
            {
                _waiting.Enqueue(waiting);
            }
            else
            {
                step.Complete(waiting.Ticket, Refusal.StorageFailed, message: message);
            }
        }
    }
}
