using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using OrleansNaming.Lan.Checks;
using OrleansNaming.Lan.Datagrams;
using OrleansNaming.Lan.Loop;
using OrleansNaming.Lan.Pulls;
using OrleansNaming.Lan.Storage;
using OrleansNaming.Log;
using OrleansNaming.Node;
using OrleansNaming.Wire;

namespace OrleansNaming.Lan;

/// <summary>
/// One node on a local network: UDP for notices, HTTP/2 for pulls and a file for its own state.
/// <para>Threads: the loop's, two receivers, the disk's (<see cref="SerialLoop"/> says who steps the node).</para>
/// </summary>
internal sealed partial class LanEngine : NodeEngine
{
    private readonly Func<LanSettings> _resolve;
    private readonly LanSeams _seams;
    private readonly ILogger _logger;
    private volatile LanSettings? _settings;

    /// <param name="server">This server's name.</param>
    /// <param name="resolve">Reads the options and the keys; called once, by the start.</param>
    /// <param name="loggers">Where logs go.</param>
    /// <param name="time">The clocks.</param>
    /// <param name="meters">Where metrics go; null where the application has no factory.</param>
    /// <param name="seams">What a test puts in the place of the real parts.</param>
    public LanEngine(
        ServerId server, Func<LanSettings> resolve, ILoggerFactory loggers, TimeProvider time, IMeterFactory? meters = null, LanSeams? seams = null)
        : base(server, loggers, time, meters)
    {
        _resolve = resolve;
        _seams = seams ?? new LanSeams();
        _logger = loggers.CreateLogger<LanEngine>();
    }

    public override string Engine => _settings?.Engine ?? "LAN, not started";

    /// <summary>How it was started; null before.</summary>
    public LanSettings? Settings => _settings;

    private protected override async Task OpenAsync(CancellationToken cancellationToken)
    {
        var settings = _settings = _resolve();
        UseKeys(settings.Keys);
        var folder = Parts.Add(StateFolder.Take(settings.Folder));
        var file = new StateFile(folder.Path);
        var stored = Read(file);
        Log.StateOpened(_logger, settings.Cluster, settings.Folder);

        // Ports before the node: its notices say which they are. What comes in before the node stands is lost, as on any network.
        var datagrams = Parts.Add(_seams.Datagrams(new UdpTransport(settings.Udp)));
        var replies = new PendingReplies();
        var application = new PullApplication(input => Host?.Bring(input), replies, () => Counters.Add(EngineCounters.PullBusy), Time);
        var listener = Parts.Add(await PullListener.StartAsync(settings.Pulls, application, Loggers, cancellationToken).ConfigureAwait(false));

        var host = NewHost(_seams.Node(OptionsOf(settings, datagrams.ProbePort, listener.Port, _seams.Audience ?? LanSettings.RelationsOf(settings.Options)), Replica));
        var client = Parts.Add(new PullClient(settings.MayDial, host.Bring, () => Counters.Add(EngineCounters.PullForbidden), Meter, Time) { MayPull = _seams.MayPull });
        var writer = Parts.Add(new StateWriter(_seams.Store(file), host.Bring, Time, Meter.Synced));
        var probes = Parts.Add(new HealthProbes(host.BringOwn, settings.MayDial, Time));
        Func<IEnumerable<PeerAddress>> everyPeerOnce = () => host.Peers.DistinctBy(peer => (peer.Host, peer.ProbePort));
        var unicastTo = settings.Udp.Group is null ? everyPeerOnce : null;
        Run(host, new NodePorts(datagrams, client, replies, writer, probes, Trace) { UnicastTo = unicastTo }, stored);
        datagrams.Start(host);
        await FindPeersAsync(settings, host, datagrams).ConfigureAwait(false);
        if (settings.KeysFile is { } keysFile)
        {
            WatchKeys(keysFile, keys => host.Post(new KeysChanged(keys)));
        }
    }

    private byte[] Read(StateFile file)
    {
        try
        {
            var stored = file.Read();
            if (stored.Length > 0 && Journal.Recover(stored).Damage is { } damage)
            {
                Log.StateDamaged(_logger, damage, file.KeepDamaged(Time.GetUtcNow()));
            }

            return stored;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NamingException(Refusal.StorageFailed, $"cannot read the state of {Server}: {e.Message}");
        }
    }

    private static NodeOptions OptionsOf(LanSettings settings, int probePort, int pullPort, IAudience audience) => new()
    {
        Cluster = settings.Cluster,
        Server = settings.Server,
        Boot = BootIds.New(),
        ProbePort = probePort,
        PullPort = pullPort,
        Interval = settings.Options.Interval,
        Payload = settings.Options.Payload,
        JoinMode = settings.Options.JoinMode,
        AloneAfter = settings.Options.AloneAfter,
        Keys = settings.Keys,
        Audience = audience,
        HasSeeds = settings.Peers.Count > 0,
        MeasuresConvergence = true,
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
            Time);
        await Parts.Add(finder).StartAsync().ConfigureAwait(false);
    }
}
