using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansNaming.Grains;
using OrleansNaming.Lan;
using OrleansNaming.Lan.Checks;
using OrleansNaming.Lan.Datagrams;
using OrleansNaming.Lan.Loop;
using OrleansNaming.Lan.Pulls;
using OrleansNaming.Log;
using OrleansNaming.Node;
using OrleansNaming.Silo.Guests;
using OrleansNaming.Silo.Notices;
using OrleansNaming.Silo.Placement;
using OrleansNaming.Silo.Pulls;
using OrleansNaming.Silo.Storage;
using OrleansNaming.Wire;

namespace OrleansNaming.Silo;

/// <summary>
/// One silo as a node: the same node as on a LAN, with Orleans behind its ports. Its list lives in its <see cref="IServerAdvertisementGrain"/>; notices go
/// from silo to silo by <see cref="INamingSilo"/>; pulls go to owners' grains; the membership proves deaths.
/// </summary>
internal sealed class SiloEngine(
    ServerId server, IOptions<NamingOptions> naming, IOptions<NamingSiloOptions> options, IOptions<LanOptions> lan, SiloDirectory silos, SiloLinks links,
    LocalNode node, IAudience audience, IClusterMembershipService membership, IGrainFactory grains, SiloSeams seams, ILoggerFactory loggers, TimeProvider time, IMeterFactory? meters)
    : NodeEngine(server, loggers, time, meters)
{
    /// <summary>Until all silos see a new one as active: up to a second was seen.</summary>
    private static readonly TimeSpan MembershipLag = TimeSpan.FromSeconds(1);

    /// <summary>As many to each other silo in a second as from all of them (docs/decisions/0008).</summary>
    private const double NoticesPerSecondMax = 5;

    private readonly NamingSiloOptions _options = options.Value;
    private LanSettings? _lan;

    public override string Engine =>
        $"Orleans, notices by {(NoticesGoBySilos ? "silos" : "multicast")}, pulls by {(_options.Pulls == PullCarrier.Grains ? "grains" : "HTTP")}";

    private bool NoticesGoBySilos => _options.Notices == NoticeCarrier.Silos;

    private bool NeedsLan => !NoticesGoBySilos || _options.Pulls == PullCarrier.Http;

    private protected override async Task OpenAsync(CancellationToken cancellationToken)
    {
        _lan = NeedsLan ? LanSettings.Resolve(naming.Value.Cluster, Server, lan.Value) : null;
        var keysFile = LanSettings.KeysFileOf(naming.Value.Cluster, lan.Value);
        UseKeys(_lan?.Keys ?? LanSettings.KeysOf(keysFile));
        var grain = grains.GetGrain<IServerAdvertisementGrain>(Server.Value);
        var stored = await Patiently.TryAsync(() => ReadAsync(grain), Time, cancellationToken).ConfigureAwait(false);

        var replies = new PendingReplies();
        var notices = Parts.Add(seams.Notices(NoticesGoBySilos ? new SiloNotices(silos, links, node) : new UdpTransport(_lan!.Udp)));
        var listener = _options.Pulls == PullCarrier.Http ? await ListenAsync(replies, cancellationToken).ConfigureAwait(false) : null;
        var host = NewHost(new CoreNode(new NamingNode(NodeOptions(notices.ProbePort, listener?.Port ?? silos.Self.Endpoint.Port), Replica)));
        var store = Parts.Add(new GrainStore(grain, stored.Head, host.Bring, Time));
        var probes = Parts.Add(new HealthProbes(host.BringOwn, new AddressRule(IPAddress.IsLoopback(silos.Self.Endpoint.Address), []), Time));
        Run(host, new SiloPorts(notices, Puller(host), replies, store, probes), stored.Bytes);
        node.Start(Server, host, replies, store);
        Parts.Add(new Stopped(node.Stop));
        notices.Start(host);
        Parts.Add(new MembershipWatch(membership, silos, links, host, tellsPeers: NoticesGoBySilos));
        Parts.Add(new HomeKeeper(grain, silos, Time));
        Parts.Add(new EstateKeeper(this, host, audience, grains, silos, Time, Loggers.CreateLogger<EstateKeeper>()));
        if (keysFile is not null)
        {
            WatchKeys(keysFile, keys => TakeKeys(host, keys));
        }
    }

    /// <summary>What only Orleans carries is sealed by nobody: there the keys prove who calls over HTTP, and no more.</summary>
    private void TakeKeys(NodeHost host, Keyring keys)
    {
        if (NeedsLan)
        {
            host.Post(new KeysChanged(keys));
        }
    }

    /// <summary>The server is listed before its first write, so that its list is found when it is gone.</summary>
    private async Task<FencedJournal> ReadAsync(IServerAdvertisementGrain grain)
    {
        await OwnerIndex.Of(grains, Server).AddAsync(Server.Value).ConfigureAwait(false);
        return FencedJournal.Decode(await grain.ReadAsync().ConfigureAwait(false)) ?? FencedJournal.Empty;
    }

    private async Task<PullListener> ListenAsync(PendingReplies replies, CancellationToken cancellationToken)
    {
        var application = new PullApplication(input => Host?.Bring(input), replies, () => Counters.Add(EngineCounters.PullBusy), Time);
        return Parts.Add(await PullListener.StartAsync(_lan!.Pulls, application, Loggers, cancellationToken).ConfigureAwait(false));
    }

    private Action<Call> Puller(NodeHost host)
    {
        if (_options.Pulls == PullCarrier.Grains)
        {
            return new GrainPulls(grains, silos, links, host.Bring, Time) { MayPull = seams.MayPull }.Call;
        }

        var client = Parts.Add(new PullClient(_lan!.MayDial, host.Bring, () => Counters.Add(EngineCounters.PullForbidden), Meter, Time) { MayPull = seams.MayPull });
        return call => client.Call(call, Trace.ParentOf(call.Request));
    }

    private NodeOptions NodeOptions(int probePort, int pullPort) => new()
    {
        Cluster = naming.Value.Cluster,
        Server = Server,
        Boot = SiloDirectory.BootOf(silos.Self),
        ProbePort = probePort,
        PullPort = pullPort,
        Interval = _options.Interval,
        Payload = _options.Payload,
        JoinMode = _options.JoinMode,
        StoreIsWrittenWhole = true,
        AloneAfter = _options.AloneAfter,
        Keys = NeedsLan ? Keys : Keyring.Empty,
        Audience = audience,
        MembershipLag = NoticesGoBySilos ? MembershipLag : TimeSpan.Zero,
        NoticesPerSecondMax = NoticesGoBySilos ? NoticesPerSecondMax : null,
        HasSeeds = silos.Others.Count > 0,
        MeasuresConvergence = true,
    };

    private sealed class Stopped(Action stop) : IDisposable
    {
        public void Dispose() => stop();
    }
}
