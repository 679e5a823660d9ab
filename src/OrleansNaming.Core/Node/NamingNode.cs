using OrleansNaming.Guests;
using OrleansNaming.Health;
using OrleansNaming.Joining;
using OrleansNaming.Liveness;
using OrleansNaming.Log;
using OrleansNaming.Notification;
using OrleansNaming.Ordering;
using OrleansNaming.Pull;
using OrleansNaming.Repair;
using OrleansNaming.Replica;
using OrleansNaming.Wire;

namespace OrleansNaming.Node;

/// <summary>
/// The protocol, composed: a function of (state, input, now) to outputs, in order (etcd-io/raft's shape: no sockets, no clock, no disk).
/// <code>
/// Advertising → Log → Notification ⇒ Ordering → Pull → Replica → Resolution
///  a change     kept   announced     gap seen    fetched  applied   answered
/// </code>
/// One thread steps it; <see cref="Replica"/> may be read from any. Each step takes one input, then runs what became due.
/// </summary>
internal sealed class NamingNode
{
    private readonly NodeStep _step;
    private readonly KnownOwners _owners;
    private readonly OwnList _own;
    private readonly OwnLife _life;
    private readonly Announcer _announcer;
    private readonly DeadBoots _dead = new();
    private readonly Acknowledgements _acknowledgements = new();
    private readonly FailureDetector _detector;
    private readonly ShownDirectory _directory;
    private readonly PullScheduler _pulls;
    private readonly Joiner _joiner;
    private readonly GuestDesk _guests;
    private readonly HealthDesk _health;
    private readonly DigestExchange _exchange = new();
    private readonly Departure _departure;
    private readonly DrainBarrier _drain;
    private readonly Measuring _measuring;
    private readonly Datagrams _datagrams;
    private readonly Serving _serving;
    private readonly Requests _requests;
    private readonly Answers _answers;
    private readonly CommitAnswers _commitAnswers;
    private readonly Upkeep _upkeep;
    private readonly StatusReport _status;
    private readonly List<Change> _wanted = [];
    private readonly HashSet<PeerAddress> _refusingSeeds = [];
    private IReadOnlyList<PeerAddress> _seeds = [];
    private bool _areSeedsKnown;
    private bool _hasFloors;
    private TimeSpan _steppedAt;

    /// <param name="options">What the node is told.</param>
    /// <param name="replica">What it shows; a host may hand it to readers before the node stands. Null makes a new one.</param>
    public NamingNode(NodeOptions options, DirectoryReplica? replica = null)
    {
        Options = options;
        Replica = replica ?? new DirectoryReplica();
        _step = new NodeStep(options);
        _owners = new KnownOwners((server, shownBefore) => Replica.Admit(server, shownBefore), options.Interval);
        _own = new OwnList(options.Server, new Drafting(options.Server, Replica, _step, () => _departure!.IsUnderWay).Draft, options.StoreIsWrittenWhole);
        _life = new OwnLife(options, _own, _owners, _step);
        var beat = new Beat(options, _owners);
        _announcer = new Announcer(() => beat.Interval, options.Payload, _own.Log);
        _detector = new FailureDetector(_owners, options.Interval);
        _directory = new ShownDirectory(_owners, Replica, _own, _step);
        _pulls = new PullScheduler(_owners, options.Interval);
        _joiner = new Joiner(_owners, options.JoinMode, options.Interval, options.AloneAfter);
        _guests = new GuestDesk(options.Server, Replica, _owners, options.Audience);
        _health = new HealthDesk(options.Server, Replica, _owners);
        _departure = new Departure(_own, _owners, _guests, _acknowledgements, MayHear, _step);
        _measuring = new Measuring(options, _owners, _step);
        _drain = new DrainBarrier(_owners, _detector, _acknowledgements, _own, MayHear, _step);
        _step.Readers = () => _owners.All.Where(owner => owner.State != OwnerState.Left && MayHear(owner.Server)).Select(owner => owner.Address).OfType<PeerAddress>();
        var holdings = new Holdings(options, _own, _owners, beat, _step);
        var hearing = new Hearing(_owners, _detector, _dead, _directory, _step);
        var learning = new Learning(options, _owners, _life, _detector, _directory, _pulls, _joiner, _step);
        _serving = new Serving(options, _own, _life, _owners, holdings, beat, _guests, _health, _wanted, _step);
        _requests = new Requests(options, _life, _own, _guests, _health, _drain, _wanted, _step);
        _datagrams = new Datagrams(options, _own, _life, _owners, hearing, learning, holdings, _serving, _detector, _joiner, _acknowledgements, _drain, _measuring, _step);
        _answers = new Answers(options, _life, _owners, hearing, learning, _detector, _pulls, _joiner, _guests, _health, _exchange, _departure, _step);
        _commitAnswers = new CommitAnswers(options.Server, _acknowledgements, _step);
        _upkeep = new Upkeep(options, _own, _owners, _detector, _dead, _directory, _pulls, _acknowledgements, _guests, holdings, _exchange, _wanted, _step);
        _status = new StatusReport(options, _own, _owners, _detector, beat, _measuring, _step);
    }

    public NodeOptions Options { get; }

    public DirectoryReplica Replica { get; }

    public NodePhase Phase => _life.Phase;

    /// <summary>When the next <see cref="Ticked"/> is wanted, on the monotonic clock.</summary>
    public TimeSpan DueAt
    {
        get
        {
            var due = Timing.Min(_life.DueAt, Timing.Min(_own.DueAt, _acknowledgements.DueAt));
            due = Timing.Min(due, _drain.DueAt);
            due = Timing.Min(due, _upkeep.DueAt);
            due = _joiner.HoldsFetches ? due : Timing.Min(due, _pulls.DueAt);
            return _life.IsMute ? due : Timing.Min(due, Timing.Min(_departure.DueAt, Timing.Min(_announcer.DueAt, Timing.Min(_guests.DueAt, _health.DueAt))));
        }
    }

    /// <summary>Everyone to whom a <see cref="Node.Multicast"/> goes where there is no multicast: seeds and those that were heard.</summary>
    public IEnumerable<PeerAddress> Peers =>
        _owners.All.Where(owner => owner.State != OwnerState.Left && owner.Address is not null).Select(owner => owner.Address!.Value).Union(_seeds);

    /// <summary>Takes one input; appends what the host must do, in order.</summary>
    public void Step(Input input, Instant now, List<Output> outputs)
    {
        _step.Begin(now, outputs);
        NoticePause(input, now.Monotonic);
        if (Phase != NodePhase.Ended)
        {
            Take(input);
            RunDue();
        }
    }

    /// <summary>Answers a pull from the own log, or from what is shown of another (row B6).</summary>
    public ChangesReply Answer(ChangesRequest request) => _serving.Answer(request);

    /// <summary>A consistent picture, for people.</summary>
    public NodeStatus Status(Instant now) => _status.At(now, Phase, Replica.IsComplete);

    private void Take(Input input)
    {
        switch (input)
        {
            case Started started:
                Start(started.Stored);
                break;
            case DatagramReceived datagram:
                _datagrams.Received(datagram.Bytes.Span, datagram.Source);
                break;
            case CallReceived call:
                _serving.Request(call.Id, call.Bytes.Span, call.Source);
                break;
            case CallAnswered answer:
                _answers.Answered(answer.Id, answer.Bytes.Span);
                break;
            case CallFailed failed:
                _answers.Failed(failed.Id, failed.Refused);
                break;
            case Persisted persisted:
                Durable(persisted.Id);
                break;
            case PersistFailed failed:
                _own.PersistFailed(failed.Id, failed.Message, _step);
                break;
            case ChangeRequested request:
                _requests.Take(request.Ticket, request.Change);
                break;
            case LeaveRequested:
                Leave();
                break;
            case PeersFound peers:
                (_seeds, _areSeedsKnown) = (peers.Seeds, true);
                _refusingSeeds.IntersectWith(_seeds);
                break;
            case DatagramRefused refused when _seeds.Contains(refused.Target):
                _refusingSeeds.Add(refused.Target);
                break;
            case BootDied died:
                _upkeep.Died(died.Boot);
                break;
            case StoreTaken taken:
                _life.StoreTaken(taken.By);
                break;
            case HealthProbeEnded ended:
                _health.Ended(ended.Probe, ended.Health, ended.Output, _step, _wanted);
                break;
            case FacesTold faces:
                _datagrams.Faces = faces;
                _drain.OwnTtl = faces.LongestTtl;
                break;
            case KeysChanged changed:
                _step.Sealer.Keys = changed.Keys;
                break;
            default:
                break; // A tick brings only the time.
        }
    }

    private void Start(ReadOnlyMemory<byte> stored)
    {
        var state = Journal.Recover(stored.Span);
        if (state.Damage is { } damage)
        {
            _step.Observe(new Observation(ObservationKind.StorageTrouble, Options.Server, Text: damage));
        }

        foreach (var floor in state.Floors)
        {
            _owners.Raise(floor, _step.Now.Monotonic);
        }

        _joiner.Start(_step.Now.Monotonic);
        _exchange.Start(_step);
        var own = state.Advertisement?.Server == Options.Server ? state.Advertisement : null;
        _life.Start(state.Damage is null ? own : null, own?.Stamp ?? default);
        _hasFloors = _owners.Floors.Count > 0;
    }

    /// <summary>Whether silence may mean that others are there and not heard: a seed that refuses counts as none (rule 12).</summary>
    private bool ExpectsOthers => _hasFloors || (Options.HasSeeds && (!_areSeedsKnown || _seeds.Any(seed => !_refusingSeeds.Contains(seed))));

    /// <summary>A process that stood still doubts itself first (rule 2).</summary>
    private void NoticePause(Input input, TimeSpan now)
    {
        var late = now - Timing.Max(_steppedAt, Timing.Min(DueAt, now));
        _steppedAt = now;
        if (input is Started || late <= Timing.Pause(Options.Interval))
        {
            return;
        }

        _detector.Paused(late);
        _guests.Paused(late);
        _health.Paused(late);
        _life.Paused();
    }

    /// <summary>Durable, so now visible, then announced, then answered (rule 3). Who waits for a peer is noted before: then the notice asks for acknowledgement.</summary>
    private void Durable(long writeId)
    {
        if (_own.Persisted(writeId, _owners.Floors, _step) is not { } write)
        {
            return;
        }

        _directory.ApplyOwn(write.Next, write.Opens ? null : write.Delta);
        // What a former life held may have been outranked meanwhile.
        var puts = write.Opens ? write.Next.Entries.All : write.Delta.Puts;
        foreach (var line in puts)
        {
            if (line is Instance { IsGuest: true })
            {
                _directory.TouchedGuests.Add(new EntryKey(line));
            }
        }

        _step.Observe(new Observation(ObservationKind.Committed, Options.Server, write.Next.Stamp));
        _guests.Committed(puts, write.Delta.Removes, _step);
        _health.Committed(puts, write.Delta.Removes, _step);
        if (write.Opens)
        {
            _life.Opened();
        }

        _departure.Committed(write.Next);
        _drain.Committed(write.Next);
        var isAlone = !_owners.AnyLives;
        _commitAnswers.Await(write, isAlone);
        if (!_life.IsMute)
        {
            _measuring.Committed(write);
            _announcer.Changed(write.Next, AsksAcknowledgement(), _step);
        }

        _commitAnswers.Answer(write, isAlone);
    }

    /// <summary>For the notice that is sent now.</summary>
    private bool AsksAcknowledgement() => _measuring.Asks() | (_acknowledgements.IsWanted || _departure.WantsAcknowledgement || _drain.IsWanted);

    private void Leave()
    {
        if (!_own.IsOpen || Phase is NodePhase.Superseded)
        {
            _life.Phase = NodePhase.Ended;
            _step.End(failure: null);
        }
        else if (Phase != NodePhase.Leaving)
        {
            _life.Phase = NodePhase.Leaving;
            _own.IsHeld = false;
            _departure.Begin(_wanted);
        }
    }

    private void RunDue()
    {
        var now = _step.Now.Monotonic;
        _life.Tick(_seeds);
        JoinOn();
        DropLostGuests();
        if (!_joiner.HoldsFetches)
        {
            _pulls.Tick(_step);
        }

        if (_upkeep.DueAt <= now)
        {
            _upkeep.Tick(_life.IsMute);
            _measuring.LivesJudged();
        }

        var remind = _acknowledgements.DueAt <= now && _acknowledgements.Tick(_step);
        remind |= _drain.DueAt <= now && _drain.Tick();
        if (!_life.IsMute)
        {
            RunOwner(now, remind);
        }

        _answers.FailRefused();
        CommitWanted();
    }

    /// <summary>What lists that were applied in this step mean for the guests that are held here.</summary>
    private void DropLostGuests()
    {
        if (_directory.TouchedGuests.Count > 0)
        {
            _guests.Applied(_directory.TouchedGuests.Distinct().Order(), _step, _wanted);
            _directory.TouchedGuests.Clear();
        }
    }

    /// <summary>Whether that server hears of this one.</summary>
    private bool MayHear(ServerId reader) => Options.Audience.MayHear(reader, Options.Server);

    private void RunOwner(TimeSpan now, bool remind)
    {
        if (_guests.DueAt <= now)
        {
            _guests.Tick(_step, _wanted);
        }

        if (_health.DueAt <= now)
        {
            _health.Tick(_step, _wanted);
        }

        if (_acknowledgements.IsWanted && _owners.All.All(owner => !owner.IsLive || !MayHear(owner.Server)))
        {
            _acknowledgements.NobodyElseLives(_step);
        }

        remind |= _departure.DueAt <= now && _departure.Tick(_wanted);
        if (remind)
        {
            _announcer.Repeat(_own.Current, AsksAcknowledgement(), _step);
        }
        else if (_announcer.DueAt <= now)
        {
            _announcer.Tick(_own.Current, AsksAcknowledgement(), _step);
        }
    }

    private void CommitWanted()
    {
        foreach (var change in _wanted)
        {
            _own.Enqueue(ticket: 0, change);
        }

        _wanted.Clear();
        _own.Tick(_owners.Floors, _step);
    }

    /// <summary>Rule 12: from the question to a complete directory.</summary>
    private void JoinOn()
    {
        if (_joiner.HoldsFetches && !_life.IsAsking && _own.IsOpen)
        {
            _joiner.QuestionOver(_step);
        }

        if (!Replica.IsComplete && _own.IsOpen && _joiner.IsComplete(!_life.WasAnswered, ExpectsOthers, _step.Now.Monotonic))
        {
            Replica.IsComplete = true;
        }

        if (Phase == NodePhase.Joining && (Replica.IsComplete || _joiner.IsOverdue(_step.Now.Monotonic)))
        {
            _life.Phase = NodePhase.Ready;
            _step.Observe(new Observation(ObservationKind.Joined, Options.Server, _own.Current.Stamp, Text: Replica.IsComplete ? "complete" : "incomplete"));
        }
    }
}
