using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansNaming.Gateway.Access;
using OrleansNaming.Gateway.Audit;
using OrleansNaming.Gateway.Dns;
using OrleansNaming.Gateway.Hosting;
using OrleansNaming.Gateway.Load;
using OrleansNaming.Gateway.Metrics;
using OrleansNaming.Gateway.OpenApi;
using OrleansNaming.InProcess;
using OrleansNaming.Node;
using OrleansNaming.PointToPoint;
using OrleansNaming.PointToPoint.Membership;
using OrleansNaming.PointToPoint.Neighbours;
using OrleansNaming.Wire;

namespace OrleansNaming.Gateway.Routes;

/// <summary>
/// What all routes of one application share. Made when the API is mapped, so that an application calls nothing else: the options are
/// bound and checked here, and wrong ones fail the start.
/// </summary>
internal sealed class ApiHost
{
    private readonly Lazy<NodeApi> _api;

    public ApiHost(IServiceProvider services)
    {
        var options = NamingApiConfiguration.Read(services);
        var keys = new ApiKeys(options);
        Guard = new ApiGuard(options, keys);
        Rights = new ApiRights(
            () => services.GetService<ISharedStore>()?.Rights ?? new RightFile(() => NodeFolder.Of(services, options)), keys, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<ApiRights>>());
        Audit = new AuditTrail(
            () => services.GetService<ISharedStore>()?.Audit ?? new AuditFile(() => NodeFolder.Of(services, options)), services.GetRequiredService<IOptions<NamingOptions>>().Value.Server,
            services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<AuditTrail>>());
        Load = new ApiLoad(options, services.GetRequiredService<TimeProvider>());
        var meters = services.GetRequiredService<IMeterFactory>();
        Metrics = new MetricsExporter(meters);
        Meter = new GatewayMeter(meters);
        Meter.ShowWatchers(() => _api is { IsValueCreated: true } api ? api.Value.Watchers : 0);
        services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopped.Register(Stop);
        Answers = new GuardedAnswers(Guard, Audit, services.GetRequiredService<ILogger<GuardedAnswers>>());
        // The engine is made by its own package, later than the routes are.
        _api = new Lazy<NodeApi>(() => Create(services, options));
    }

    /// <summary>What is mapped, of all faces: the document tells of nothing else.</summary>
    public List<ApiRoute> Routes { get; } = [];

    public ApiGuard Guard { get; }

    public AuditTrail Audit { get; }

    public ApiRights Rights { get; }

    public ApiLoad Load { get; }

    public MetricsExporter Metrics { get; }

    public GatewayMeter Meter { get; }

    public GuardedAnswers Answers { get; }

    public NodeApi Api => _api.Value;

    private NodeApi Create(IServiceProvider services, NamingApiOptions options)
    {
        var engine = services.GetRequiredService<INamingEngine>();
        var point = services.GetRequiredService<IOptions<PointToPointOptions>>().Value;
        // An application that has not called AddPointToPoint has callers all the same.
        var table = services.GetService<NeighbourTable>() ?? new NeighbourTable(services.GetRequiredService<IDirectorySource>(), services.GetRequiredService<TimeProvider>());
        var recognition = services.GetService<PeerRecognition>() ?? Members.Recognition(
            engine, services.GetRequiredService<IOptions<NamingOptions>>().Value.Cluster, new MemberKeys(engine as IKeyringSource), table, point);
        var callers = new ApiCallers(Guard, recognition, point.OutsidersMayAskInside);
        var api = ActivatorUtilities.CreateInstance<NodeApi>(services, Microsoft.Extensions.Options.Options.Create(options), Metrics, callers, Audit, Rights, table, new Lazy<byte[]>(() => OpenApiDocument.Make(Routes)));
        if (services.GetService<DnsServer>() is not null && services.GetRequiredService<IOptions<NamingDnsOptions>>().Value.Ttl is var ttl && ttl > api.LongestTtl)
        {
            api.LongestTtl = ttl;
        }

        api.TellFaces();
        return api;
    }

    private void Stop()
    {
        Metrics.Dispose();
        Load.Dispose();
        Audit.Dispose();
        Rights.Dispose();
    }
}
