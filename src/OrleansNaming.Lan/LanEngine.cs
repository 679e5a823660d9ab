using System.Buffers.Binary;
using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using OrleansNaming.Lan.Datagrams;
using OrleansNaming.Lan.Keys;
using OrleansNaming.Lan.Loop;
using OrleansNaming.Lan.Pulls;
using OrleansNaming.Lan.Storage;
using OrleansNaming.Lan.Telemetry;
using OrleansNaming.Log;
using OrleansNaming.Node;
using OrleansNaming.Replica;
using OrleansNaming.Wire;

namespace OrleansNaming.Lan;

/// <summary>
/// One node on a local network: Core's <see cref="NamingNode"/> with UDP for notices, HTTP/2 for pulls and a file for its own state. No decision of
/// the protocol is made here.
/// <para>
/// Threads: the loop's, two receivers, the disk's (<see cref="SerialLoop"/> says who steps the node). What ends the engine, ends it loudly:
/// <see cref="Ended"/> completes, every waiting and later change is refused, and the host is told.
/// </para>
/// </summary>
internal sealed partial class LanEngine : INamingEngine, IAsyncDisposable
{
    private readonly Func<LanSettings> _resolve;
    private readonly LanSeams _seams;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly EngineMeter _meter;
    private readonly EngineTrace _trace = new();
    private readonly Listeners _listeners;
    private readonly Tickets _tickets = new();
    private readonly EngineCounters _counters;
    private readonly EngineParts _parts = new();
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile LanSettings? _settings;
    private volatile NodeHost? _host;

    /// <param name="server">This server's name.</param>
    /// <param name="resolve">Reads the options and the keys; called once, by <see cref="StartAsync"/>.</param>
    /// <param name="loggers">Where logs go.</param>
    /// <param name="time">The clocks.</param>
    /// <param name="meters">Where metrics go; null where the application has no factory.</param>
    /// <param name="seams">What a test puts in the place of the real parts.</param>
    public LanEngine(
        ServerId server, Func<LanSettings> resolve, ILoggerFactory loggers, TimeProvider time, IMeterFactory? meters = null, LanSeams? seams = null)
    {
        Server = server;
        _resolve = resolve;
        _seams = seams ?? new LanSeams();
        _loggers = loggers;
        _logger = loggers.CreateLogger<LanEngine>();
        _time = time;
        _counters = new EngineCounters((name, count) => Log.Counted(_logger, name, count));
        _meter = _parts.Add(new EngineMeter(meters));
        _listeners = new Listeners(cause => Log.CallbackFailed(_logger, cause));
        ListenToOwnNode();
    }

    public ServerId Server { get; }

    public string Engine => _settings?.Engine ?? "LAN, not started";

    /// <summary>Stands from the beginning, empty until the node has started: a service may take a handle in its constructor.</summary>
    public DirectoryReplica Replica { get; } = new();

    /// <summary>How it was started; null before.</summary>
    public LanSettings? Settings => _settings;

    /// <summary>Complete when the engine has ended. Not before <see cref="StartAsync"/>.</summary>
    public Task<EngineEnd> Ended => _host?.Ended ?? throw new InvalidOperationException("the engine has not been started");

    /// <summary>Opens ports and files, and returns when this server has its incarnation: from then on changes are taken.</summary>
    /// <exception cref="NamingException">It can't run here, or another live process has this server's name; the message says what to do.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await OpenAsync(_settings = _resolve(), cancellationToken).ConfigureAwait(false);
            await Task.WhenAny(_opened.Task, Ended).WaitAsync(cancellationToken).ConfigureAwait(false);
            if (!_opened.Task.IsCompleted)
            {
                throw NotStarted(await Ended.ConfigureAwait(false));
            }

            Log.Started(_logger, Server, _settings.Cluster, Engine, _settings.Folder);
        }
        catch
        {
            await _parts.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Drains, hands over and says goodbye (rule 10).</summary>
    /// <returns>False when that took longer than the limit: others will hide this server as a dead one.</returns>
    public async Task<bool> LeaveAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        if (_host is not { } host)
        {
            return true;
        }

        try
        {
            host.Post(new LeaveRequested());
            await host.Ended.WaitAsync(limit, _time, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            Log.LeftWithoutGoodbye(_logger, Server, limit);
            return false;
        }
    }

    public async Task<Completed> CommitAsync(Change change, CancellationToken cancellationToken)
    {
        if (_host is not { } host)
        {
            return new Completed(0, Refusal.NotReady, default, "this node has not started yet");
        }

        var (ticket, answer) = _tickets.Open();
        if (!answer.IsCompleted)
        {
            host.BringChange(new ChangeRequested(ticket, change));
        }

        return await answer.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<ChangesReply> ServeChangesAsync(ChangesRequest request, CancellationToken cancellationToken) =>
        await Running().AskAsync((node, _) => node.Answer(request), cancellationToken).ConfigureAwait(false);

    public IDisposable Subscribe(Action<IReadOnlyList<NamingChange>> onChanges) => _listeners.Changes.Add(onChanges);

    public IDisposable Observe(Action<Observation> onObservation) => _listeners.Observations.Add(onObservation);

    public async ValueTask<NodeStatus> GetStatusAsync(CancellationToken cancellationToken) =>
        _counters.AddTo(await Running().AskAsync(static (node, now) => node.Status(now), cancellationToken).ConfigureAwait(false));

    public ValueTask DisposeAsync() => _parts.DisposeAsync();

    private NodeHost Running() => _host ?? throw new NamingException(Refusal.NotReady, "this node has not started yet");

    private async Task OpenAsync(LanSettings settings, CancellationToken cancellationToken)
    {
        var folder = _parts.Add(StateFolder.Take(settings.Folder));
        var file = new StateFile(folder.Path);
        var stored = Read(file);

        // Ports before the node: its notices say which they are. What comes in before the node stands is lost, as on any network.
        var datagrams = _parts.Add(_seams.Datagrams(new UdpTransport(settings.Udp)));
        var replies = new PendingReplies();
        var application = new PullApplication(input => _host?.Bring(input), replies, () => _counters.Add(EngineCounters.PullBusy), _time);
        var listener = _parts.Add(await PullListener.StartAsync(settings.Pulls, application, _loggers, cancellationToken).ConfigureAwait(false));

        var host = _parts.Add(new NodeHost(_seams.Node(OptionsOf(settings, datagrams.ProbePort, listener.Port), Replica), _listeners, _tickets, _counters, _time));
        var client = _parts.Add(new PullClient(settings.MayDial, host.Bring, () => _counters.Add(EngineCounters.PullForbidden), _meter, _time) { MayPull = _seams.MayPull });
        var writer = _parts.Add(new StateWriter(_seams.Store(file), host.Bring, _time, _meter.Synced));
        _meter.ShowQueue(() => host.Queued);
        Func<IEnumerable<PeerAddress>> everyPeerOnce = () => host.Peers.DistinctBy(peer => (peer.Host, peer.ProbePort));
        var unicastTo = settings.Udp.Group is null ? everyPeerOnce : null;
        host.Start(new NodePorts(datagrams, client, replies, writer, _trace) { UnicastTo = unicastTo }, stored);
        _host = host; // From now on, since a pull or a change before its ports stand would have nowhere to go.
        datagrams.Start(host);
        await FindPeersAsync(settings, host, datagrams).ConfigureAwait(false);
        WatchKeys(settings, host);
    }

    private byte[] Read(StateFile file)
    {
        try
        {
            var stored = file.Read();
            if (stored.Length > 0 && Journal.Recover(stored).Damage is { } damage)
            {
                Log.StateDamaged(_logger, damage, file.KeepDamaged(_time.GetUtcNow()));
            }

            return stored;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NamingException(Refusal.StorageFailed, $"cannot read the state of {Server}: {e.Message}");
        }
    }

    private static NodeOptions OptionsOf(LanSettings settings, int probePort, int pullPort) => new()
    {
        Cluster = settings.Cluster,
        Server = settings.Server,
        Boot = new BootId(BinaryPrimitives.ReadUInt128BigEndian(RandomNumberGenerator.GetBytes(16))),
        ProbePort = probePort,
        PullPort = pullPort,
        Interval = settings.Options.Interval,
        Payload = settings.Options.Payload,
        JoinMode = settings.Options.JoinMode,
        AloneAfter = settings.Options.AloneAfter,
        Keys = settings.Keys,
        HasSeeds = settings.Peers.Count > 0,
    };

    private async Task FindPeersAsync(LanSettings settings, NodeHost host, IDatagramTransport datagrams)
    {
        if (settings.Peers.Count == 0)
        {
            return;
        }

        var finder = new PeerFinder(
            settings.Peers,
            settings.Address.AddressFamily,
            found =>
            {
                // A headless service names this node too, and a node is no peer of itself.
                var others = found.Where(peer => !peer.Host.Equals(settings.Address) || peer.ProbePort != datagrams.ProbePort).ToList();
                datagrams.Watch(others);
                host.Post(new PeersFound(others));
            },
            (name, why) => Log.PeerNotResolved(_logger, name, why),
            _time);
        await _parts.Add(finder).StartAsync().ConfigureAwait(false);
    }

    private void WatchKeys(LanSettings settings, NodeHost host)
    {
        if (settings.KeysFile is { } path)
        {
            _parts.Add(new KeyringWatch(
                path,
                keys =>
                {
                    Log.KeysTaken(_logger, path, keys.PrimaryId, keys.Ids.Count);
                    host.Post(new KeysChanged(keys));
                },
                why => Log.KeysUnusable(_logger, why),
                _time));
        }
    }

    private void ListenToOwnNode()
    {
        var log = new ObservationLog(_logger);
        _listeners.Observations.Add(what =>
        {
            _meter.Observed(what);
            _trace.Observed(what);
            log.Observed(what);
            if (what.Kind == ObservationKind.IncarnationOpened && what.Owner == Server)
            {
                _opened.TrySetResult();
            }
        });
    }

    private static NamingException NotStarted(EngineEnd end) => end.Cause is { } cause
        ? throw cause
        : new NamingException(Refusal.Superseded, end.Failure ?? "the node ended before it had started");
}
