using OrleansNaming.Liveness;
using OrleansNaming.Ordering;
using OrleansNaming.Repair;

namespace OrleansNaming.Node;

/// <summary>
/// Tells when no node resolves this server any more (design section 5). The wait set is every node that is Alive or Suspect when the draining version is
/// committed, and any that appears until the answer; each has to acknowledge that version, or a later one, from the process that is known of it now. Who is
/// silent stays unconfirmed: time confirms nobody. Who was Hidden already is listed and not waited for; only a proof of death (a refused connection,
/// another boot, the engine's membership, its goodbye) takes it off the list.
/// <para>
/// A node that comes back from Hidden judges stamps before it serves this server as live (<see cref="ShownDirectory.Lives"/>). A node that this one never
/// heard of cannot be waited for: the promise is about those that it knows. Nor is one that may not hear of this server (row E36): it has nothing to end.
/// </para>
/// </summary>
internal sealed class DrainBarrier(KnownOwners owners, FailureDetector detector, Acknowledgements acknowledgements, OwnList own, Func<ServerId, bool> mayHear, NodeStep step)
{
    /// <summary>Who waits for drains at once; a further one is refused.</summary>
    private const int WaitingMax = 16;

    private static readonly TimeSpan FirstReminder = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LastReminder = TimeSpan.FromSeconds(1);

    private readonly List<Wait> _waits = [];

    /// <summary>The version that began the present drain; none while not draining.</summary>
    private Stamp _drained;
    private TimeSpan _checkAt = TimeSpan.MaxValue;
    private TimeSpan _reminder;

    /// <summary>One who asked. <c>Awaited</c>: nodes that were alive once since the commit; <c>IsCounting</c>: whether it was committed.</summary>
    private sealed record Wait(long Ticket, TimeSpan Begun, TimeSpan WriteBy, TimeSpan Deadline)
    {
        public SortedSet<ServerId> Awaited { get; } = [];

        public bool IsCounting { get; set; }
    }

    /// <summary>Whether notices should ask for acknowledgement.</summary>
    public bool IsWanted => _waits.Count > 0;

    public TimeSpan DueAt => IsWanted ? _checkAt : TimeSpan.MaxValue;

    /// <summary>Longest time that clients of this node's own faces may hold an answer; until they tell, what HttpClient's live sets are kept for.</summary>
    public TimeSpan OwnTtl { get; set; } = TimeSpan.FromSeconds(1);

    public void Begin(long ticket, TimeSpan timeout, List<Change> wanted)
    {
        if (_waits.Count >= WaitingMax)
        {
            step.Complete(ticket, Refusal.TooMany, message: $"{WaitingMax} wait for this server's drain already");
            return;
        }

        var now = step.Now.Monotonic;
        timeout = Timing.Max(TimeSpan.Zero, Timing.Min(timeout, TimeSpan.FromHours(1)));
        _waits.Add(new Wait(ticket, now, now + Timing.Max(timeout, Timing.Barrier), now + timeout));
        (_reminder, _checkAt) = (FirstReminder, now);
        if (own.Current.Status != OwnerStatus.Draining)
        {
            wanted.Add(new SetStatus(OwnerStatus.Draining));
        }
    }

    /// <summary>A version is durable and visible: it may begin the drain, or end it.</summary>
    public void Committed(Advertisement current)
    {
        _drained = current.Status == OwnerStatus.Serving ? default : _drained.IsNone ? current.Stamp : _drained;
        if (IsWanted)
        {
            _checkAt = step.Now.Monotonic;
        }
    }

    /// <summary>Answers who can be answered; true when the stamp should be repeated with the flag now.</summary>
    public bool Tick()
    {
        var now = step.Now.Monotonic;
        foreach (var wait in _waits.ToList())
        {
            Judge(wait, now);
        }

        if (!IsWanted || _checkAt > now)
        {
            return false;
        }

        _checkAt = now + _reminder;
        _reminder = Timing.Min(_reminder * 2, LastReminder);
        foreach (var wait in _waits)
        {
            _checkAt = Timing.Min(_checkAt, _drained.IsNone ? wait.WriteBy : wait.Deadline);
        }

        return !_drained.IsNone;
    }

    /// <summary>A confirmation came, or a node's life was judged: whoever waits is looked at in this step.</summary>
    public void Look()
    {
        foreach (var wait in _waits.ToList())
        {
            Judge(wait, step.Now.Monotonic);
        }
    }

    private void Judge(Wait wait, TimeSpan now)
    {
        if (!_drained.IsNone)
        {
            wait.IsCounting = true;
            foreach (var owner in owners.All)
            {
                if (owner.IsLive && mayHear(owner.Server))
                {
                    wait.Awaited.Add(owner.Server);
                }
            }

            var nodes = owners.All.Where(owner => mayHear(owner.Server)).OrderBy(owner => owner.Server).Select(Line).ToList();
            var open = nodes.Where(node => !node.IsConfirmed).ToList();
            if (!open.Any(node => wait.Awaited.Contains(node.Server)))
            {
                Answer(wait, open.Count == 0 ? DrainOutcome.Completed : DrainOutcome.CompletedExcept, nodes);
                return;
            }

            if (now >= wait.Deadline)
            {
                Answer(wait, DrainOutcome.Unconfirmed, nodes);
            }
        }
        else if (wait.IsCounting || now >= wait.WriteBy)
        {
            _waits.Remove(wait);
            step.Complete(wait.Ticket, wait.IsCounting ? Refusal.NotReached : Refusal.StorageFailed,
                message: wait.IsCounting ? "the drain was ended meanwhile" : "the draining version was not written in time: try again");
        }
    }

    private DrainedNode Line(KnownOwner owner)
    {
        var told = acknowledgements.Of(owner.Server);
        var isCurrent = told is { } confirmation && owner.Pin?.Boot == confirmation.Boot;
        var (isConfirmed, why) = owner.State == OwnerState.Left ? (true, "said goodbye")
            : isCurrent && told!.Value.Stamp >= _drained ? (true, "confirmed")
            : owner.IsLive ? (false, isCurrent ? "has not confirmed this version" : "this process of it has not confirmed anything")
            : detector.IsProvenDead(owner.Server) ? (true, "is dead: its host refused, another process has its address, or the membership says so")
            : (false, "is silent, and its death is not proven: cut off, it may still answer with this server");
        return new DrainedNode(owner.Server, isConfirmed, owner.State, isCurrent ? told!.Value.Followers : 0, why);
    }

    private void Answer(Wait wait, DrainOutcome outcome, List<DrainedNode> nodes)
    {
        _waits.Remove(wait);
        var ttl = OwnTtl;
        foreach (var node in nodes)
        {
            ttl = Timing.Max(ttl, acknowledgements.Of(node.Server)?.LongestTtl ?? TimeSpan.Zero);
        }

        var token = new Token(own.Current.Server, _drained);
        step.Complete(wait.Ticket, token, new DrainReport(outcome, token, step.Now.Monotonic - wait.Begun, ttl, nodes));
    }
}
