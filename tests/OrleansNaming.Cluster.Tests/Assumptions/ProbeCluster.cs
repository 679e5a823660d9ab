using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Placement;
using Orleans.Storage;
using Orleans.TestingHost;
using OrleansNaming.Cluster.Tests.Storage;
using OrleansNaming.Silo;
using OrleansNaming.Silo.Placement;
using OrleansNaming.Wire;

namespace OrleansNaming.Cluster.Tests.Assumptions;

/// <summary>Silos without naming, with a service and grains that show how Orleans treats the like.</summary>
internal sealed class ProbeCluster : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly InProcessTestCluster _cluster;
    private readonly List<InProcessSiloHandle> _silos = [];

    /// <param name="disk">The storage of another cluster that this one has, too; null for one of its own.</param>
    public ProbeCluster(Disk? disk = null)
    {
        Disk = disk ?? new Disk();
        var builder = new InProcessTestClusterBuilder(1);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSiloHost((silo, host) => host.Logging.SetMinimumLevel(LogLevel.None));
        builder.ConfigureSilo((silo, services) => Configure(services));
        _cluster = builder.Build();
    }

    public Stage Stage { get; } = new();

    public Disk Disk { get; }

    public InProcessSiloHandle? First => _silos.Count > 0 ? _silos[0] : null;

    public static IClusterMembershipService MembershipOf(InProcessSiloHandle silo) => silo.ServiceProvider.GetRequiredService<IClusterMembershipService>();

    public static IEcho EchoAt(InProcessSiloHandle from, SiloAddress to) => from.ServiceProvider.GetRequiredService<EchoClient>().At(to);

    public static T Grain<T>(InProcessSiloHandle from, string key) where T : IGrainWithStringKey => from.ServiceProvider.GetRequiredService<IGrainFactory>().GetGrain<T>(key);

    public async Task<InProcessSiloHandle> StartAsync(string name)
    {
        var (port, gateway) = _cluster.PortAllocator.AllocateConsecutivePortPairs(1);
        var silo = await _cluster.CreateSiloAsync(new InProcessTestSiloSpecificOptions { SiloName = name, SiloPort = port, GatewayPort = gateway });
        _silos.Add(silo);
        return silo;
    }

    public async Task StopAsync(InProcessSiloHandle silo, bool gracefully)
    {
        _silos.Remove(silo);
        await silo.StopSiloAsync(gracefully);
        await silo.DisposeAsync();
    }

    /// <summary>Follows the membership as a silo sees it until it says so.</summary>
    public static async Task<ClusterMembershipSnapshot> SeesAsync(InProcessSiloHandle silo, Predicate<ClusterMembershipSnapshot> wanted)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        await foreach (var snapshot in MembershipOf(silo).MembershipUpdates.WithCancellation(patience.Token))
        {
            if (wanted(snapshot))
            {
                return snapshot;
            }
        }

        throw new InvalidOperationException("the updates of the membership have ended");
    }

    public async ValueTask DisposeAsync()
    {
        Stage.Gate.TrySetResult();
        foreach (var silo in _silos.ToArray())
        {
            await StopAsync(silo, gracefully: false);
        }

        await _cluster.DisposeAsync();
    }

    private void Configure(ISiloBuilder silo)
    {
        silo.Services.AddKeyedSingleton<IGrainStorage>(
            NamingStorage.ProviderName, (provider, _) => new SharedStorage(Disk, provider.GetRequiredService<IGrainStorageSerializer>()));
        silo.Services.AddSingleton(Stage).AddSingleton(this).AddSingleton<EchoClient>().AddSingleton<SiloDirectory>().AddSingleton<SiloLinks>().AddSingleton<LocalNode>().AddSingleton<IAudience>(FullMesh.Instance);
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, BecomingActive>();
        silo.Services.AddPlacementFilter<NamedSiloFilter, NamedSiloFilterDirector>(ServiceLifetime.Singleton);
        silo.AddGrainService<Echo>();
        silo.Configure<ClusterMembershipOptions>(options => (options.ProbeTimeout, options.NumMissedProbesLimit) = (TimeSpan.FromSeconds(1), 2));
    }
}
