using OrleansNaming.Tracks.Blocks;
using OrleansNaming.Tracks.Claims;
using OrleansNaming.Tracks.Mastery;
using OrleansNaming.Tracks.Node.Outputs;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Presence;

namespace OrleansNaming.Tracks.Node;

/// <summary>
/// One server of a group that shares tracks (patent WO 00/08823): presence → mastery → claims → ownership → blocks. Sans-IO: each method takes what happened and the time, and
/// leaves what is to be done in the list of outputs.
/// </summary>
/// <remarks>
/// Theory. Everybody advertises each interval what it owns and claims. A free track is claimed for two adverts; who else wants it says so in that time, and a pure function of
/// what both heard says who gets it. That is all of BestEffort: where adverts are lost or the network is cut, two servers may own a track at once, each until it hears the
/// other. With Fenced the award is only a bid for a compare-and-set in a shared store, which gives each change of hands a new epoch; the owner renews it, stops by its own clock before
/// anybody else may begin, and what it writes late is refused by its epoch. So a process that was stopped and wakes up finds its deadline passed before it can act
/// (docs/tracks.md).
/// </remarks>
internal sealed partial class TrackNode
{
    private readonly TrackNodeOptions _options;
    private readonly PeerTable _peers;
    private readonly Election _election;
    private readonly ClaimBook _book;
    private readonly Tenures _tenures = new();
    private readonly OwnershipTable _table = new();
    private readonly BlockLedger _ledger;
    private readonly WorkerDesk _desk;
    private readonly SortedSet<string> _tracks = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, TimeSpan> _leftAlone = new(StringComparer.Ordinal);
    private readonly HashSet<string> _withdrawn = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ulong> _epochs = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, TimeSpan> _taking = new(StringComparer.Ordinal);
    private List<TrackOutput> _outputs = [];
    private TimeSpan _lastTick;
    private TimeSpan _lastAdvert;
    private TimeSpan _nextAdvert;
    private TimeSpan _nextRead;
    private TimeSpan _readBeganAt;
    private TimeSpan _nextTell;
    private TimeSpan _askAt = TimeSpan.MaxValue;
    private ulong _sequence;
    private int _saidFree;
    private GroupPhase _phase;
    private ServerId? _master;
    private bool _isReading;
    private bool _hasLeft;

    public TrackNode(TrackNodeOptions options, TimeSpan now)
    {
        _options = options;
        _peers = new PeerTable(options);
        _election = new Election(options, _peers);
        _book = new ClaimBook(options.ClaimCount);
        _ledger = new BlockLedger(options, _peers);
        _desk = new WorkerDesk(options);
        _election.Start(now);
        (_lastTick, _lastAdvert, _nextAdvert, _nextRead) = (now, now, now, now);
    }

    /// <summary>When <see cref="Tick"/> is due, at the latest.</summary>
    public TimeSpan DueAt => _hasLeft ? TimeSpan.MaxValue : Earlier(Earlier(_nextAdvert, _askAt), _lastTick + _options.Scan);

    public GroupPhase Phase => _election.Phase;

    public ServerId? Master => _election.Master;

    public bool IsMaster => _election.IsMaster;

    public IEnumerable<Tenure> Owned => _tenures.All;

    public IReadOnlyList<ClaimedTrack> Claims => _book.Claims;

    public PeerTable Peers => _peers;

    public OwnershipTable Table => _table;

    public BlockLedger Ledger => _ledger;

    /// <summary>What is remembered of tracks beside their owners: bounded by the tracks that there are.</summary>
    public int RememberedCount => _epochs.Count + _leftAlone.Count + _withdrawn.Count + _taking.Count;

    public IEnumerable<Block> Running => _desk.Running;

    /// <summary>What this server would say of itself now.</summary>
    public TrackAdvert Picture => new(_options.Group, _options.Self, _sequence)
    {
        IsMaster = _election.IsMaster,
        FreeSlots = _desk.Free,
        Owned = [.. _tenures.All.Select(tenure => new OwnedTrack(tenure.Token.Track, tenure.Token.Epoch))],
        Claims = _book.Claims,
    };

    /// <summary>Whether this server may work on what the token names, now. Asked before each action.</summary>
    public bool MayWork(TrackToken token, TimeSpan now) =>
        _election.IsOperational(now) && _tenures.Find(token.Track) is { } tenure && tenure.Token == token && now < DeadlineOf(tenure);

    /// <summary>Gets the list that the next call's outputs go to.</summary>
    public TrackNode Into(List<TrackOutput> outputs)
    {
        _outputs = outputs;
        return this;
    }

    /// <summary>Which tracks there are.</summary>
    public void Defined(IEnumerable<string> tracks, TimeSpan now)
    {
        _tracks.Clear();
        _tracks.UnionWith(tracks.Take(TrackLimits.Tracks));
        foreach (var tenure in _tenures.All.Where(tenure => !_tracks.Contains(tenure.Token.Track)).ToList())
        {
            GiveBack(tenure, "the track is defined no more", now);
        }

        foreach (var claim in _book.Claims.Where(claim => !_tracks.Contains(claim.Track)))
        {
            _book.Withdraw(claim.Track);
        }
    }

    public void Heard(TrackAdvert advert, TimeSpan now)
    {
        var isNew = _peers.Find(advert.Sender.Server)?.Advert.Sender != advert.Sender;
        if (_hasLeft || Woke(now) || !_peers.Hear(advert, now))
        {
            return;
        }

        if (isNew)
        {
            AdvertiseSoon(); // it has heard nothing yet, and claims without knowing of our claims
        }

        _election.Heard(advert, now);
        foreach (var owned in advert.Owned)
        {
            Heard(owned, advert.Sender, now);
        }

        TellPhase();
        Hand(now);
    }

    public void Tick(TimeSpan now)
    {
        if (_hasLeft || Woke(now))
        {
            return;
        }

        _lastTick = now;
        EndOverdue(now);
        _peers.Purge(now);
        _election.Tick(now);
        ReadWhenDue(now);
        if (now >= _nextAdvert)
        {
            Cycle(now);
        }
        else if (now >= _askAt)
        {
            Advertise(now);
        }

        TellPhase();
        TellRunning(now);
        _ledger.Tick(now);
        Hand(now);
    }

    /// <summary>Gives everything back and says so; what it runs for others it does not go on with, since from now on nobody tells it that the group has no master (seed 393).</summary>
    public void Leave(TimeSpan now)
    {
        Abandon(static _ => true);
        foreach (var tenure in _tenures.All.ToList())
        {
            GiveBack(tenure, "this server leaves", now);
        }

        _book.Clear();
        _hasLeft = true;
        _outputs.Add(new Advertise(Advert() with { IsLeaving = true, FreeSlots = 0 }));
    }

    /// <summary>The next advert. It asks for no work while the group may do none.</summary>
    private TrackAdvert Advert() => Picture with { Sequence = ++_sequence, FreeSlots = _phase == GroupPhase.Operational ? _desk.Free : 0 };

    /// <summary>One interval: what was claimed counts down, what is free is claimed, and everybody is told.</summary>
    private void Cycle(TimeSpan now)
    {
        Arbitrate(now);
        foreach (var track in _book.CountDown())
        {
            Win(track, now);
        }

        ReleaseSurplus(now);
        ClaimFree(now);
        BeatAll();
        Advertise(now);
        _nextAdvert = now + Jittered(_options.Interval);
    }

    /// <summary>Between two adverts, but never sooner than T/60 (250 ms of 15 s) after the last one.</summary>
    private void AdvertiseSoon() => _askAt = Earlier(_askAt, _lastAdvert + (_options.Interval / 60));

    private void Advertise(TimeSpan now)
    {
        var advert = Advert();
        _outputs.Add(new Advertise(advert));
        (_lastAdvert, _askAt, _saidFree) = (now, TimeSpan.MaxValue, advert.FreeSlots);
    }

    /// <summary>Up to 5 % earlier, never later: all bounds are stated in whole intervals. The same for the same boot and sequence (row E6).</summary>
    private TimeSpan Jittered(TimeSpan interval)
    {
        var mixed = ((ulong)_options.Self.Boot.Value ^ _sequence) * 0x9E3779B97F4A7C15UL;
        return interval * (0.95 + (0.05 * (mixed >> 11) / (1UL << 53)));
    }

    /// <summary>
    /// Whether this process did not run for so long that others have given it up. Then nothing that it heard or promised counts: it begins as if it had just started,
    /// before anything else (T4).
    /// </summary>
    private bool Woke(TimeSpan now)
    {
        if (now - _lastTick < _options.Lease * Tenures.OwnerPatience)
        {
            return false;
        }

        foreach (var tenure in _tenures.All.ToList())
        {
            Lose(tenure, $"this process did not run for {now - _lastTick}");
        }

        _book.Clear();
        _peers.Clear();
        _table.Restart(now);
        _election.Start(now);
        (_lastTick, _nextAdvert) = (now, now);
        TellPhase();
        return true;
    }

    private void TellPhase()
    {
        if (_phase != _election.Phase || _master != _election.Master)
        {
            (_phase, _master) = (_election.Phase, _election.Master);
            _outputs.Add(new PhaseChanged(_phase, _master));
            if (_phase != GroupPhase.Operational)
            {
                Abandon(static _ => true); // no action in a group without a master, whoever the block is of (row E29)
            }
        }
    }

    private static TimeSpan Earlier(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
