using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Storage;
using Orleans.TestingHost;
using OrleansNaming.Cluster.Tests.Faults;
using OrleansNaming.Cluster.Tests.Storage;
using OrleansNaming.Contracts;
using OrleansNaming.Silo;
using OrleansNaming.Wire;

namespace OrleansNaming.Cluster.Tests.Silos;

/// <summary>Silos of TestingHost in this process; only the losses of the network and the faults of the storage are made.</summary>
internal sealed class SiloCluster : IEngineCluster
{
    public const string Name = "contract";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly InProcessTestCluster _cluster;
    private readonly Dictionary<string, InProcessSiloHandle> _silos = [];
    private readonly Dictionary<string, LossyDatagrams> _links = [];
    private readonly Dictionary<string, EngineSetup> _setups = [];
    private readonly Dictionary<string, FreezableDatagrams> _ice = [];
    private readonly Signal _signal = new();
    private readonly Action<string, ISiloBuilder>? _configure;
    private Server? _starting;

    /// <param name="configure">What a test wants otherwise; called last, with the silo's name.</param>
    public SiloCluster(Action<string, ISiloBuilder>? configure = null)
    {
        _configure = configure;
        var builder = new InProcessTestClusterBuilder(1);
        builder.Options.ConfigureFileLogging = false;
        builder.Options.UseRealEnvironmentStatistics = true;
        builder.ConfigureSiloHost((silo, host) => host.Logging.SetMinimumLevel(LogLevel.Warning));
        builder.ConfigureSilo(Configure);
        _cluster = builder.Build();
    }

    public TimeSpan Interval { get; } = TimeSpan.FromMilliseconds(250);

    public Func<Delivery, bool>? Lose { get; set; }

    /// <summary>All silos have one storage, whatever a test's setup says of folders: a second storage would be a second cluster's.</summary>
    public Disk Disk { get; } = new();

    /// <summary>What every silo of this cluster has shown so far.</summary>
    public History History { get; } = new();

    public async Task<Server> StartAsync(string name, EngineSetup? setup = null)
    {
        _setups[name] = setup ?? new EngineSetup();
        var (port, gateway) = _cluster.PortAllocator.AllocateConsecutivePortPairs(1);
        var handle = await _cluster.CreateSiloAsync(new InProcessTestSiloSpecificOptions { SiloName = name, SiloPort = port, GatewayPort = gateway });
        _silos[name] = handle;
        var started = _starting!;
        _starting = null;
        return started;
    }

    public async Task LeaveAsync(Server server)
    {
        await _silos[server.Name].StopSiloAsync(stopGracefully: true);
        await ForgetAsync(server.Name);
    }

    /// <summary>The node stops first, so that it can say nothing; then the silo is cut off.</summary>
    public async Task KillAsync(Server server)
    {
        _ice[server.Name].Thaw();
        await ((SiloEngine)server.Engine).DisposeAsync();
        await _silos[server.Name].StopSiloAsync(stopGracefully: false);
        await ForgetAsync(server.Name);
    }

    public Task ForgeAsync(Server from, Server to, IReadOnlyList<Message> messages)
    {
        _links[to.Name].Forge(from.Name, messages);
        return Task.CompletedTask;
    }

    public Task UntilAsync(Func<bool> holds, string what, TimeSpan? within = null) =>
        _signal.UntilAsync(holds, what, within ?? Patience, _silos.Values.Select(silo => silo.ServiceProvider.GetRequiredService<SiloEngine>()));

    public InProcessSiloHandle SiloOf(string name) => _silos[name];

    public IGrainFactory GrainsOf(string name) => _silos[name].ServiceProvider.GetRequiredService<IGrainFactory>();

    /// <summary>Stops the node's loop as SIGSTOP stops a process: it sends nothing and answers nobody. The silo around it lives on.</summary>
    public void Freeze(Server server) => _ice[server.Name].Freeze();

    public void Thaw(Server server) => _ice[server.Name].Thaw();

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _silos.Values)
        {
            _ice[silo.Name].Thaw();
            await silo.ServiceProvider.GetRequiredService<SiloEngine>().DisposeAsync();
            await silo.StopSiloAsync(stopGracefully: false);
            await silo.DisposeAsync();
        }

        await _cluster.DisposeAsync();
    }

    private void Configure(InProcessTestSiloSpecificOptions silo, ISiloBuilder builder)
    {
        var setup = _setups[silo.SiloName];
        builder.UseNaming(naming => naming.Cluster = Name);
        if (setup.Audience is { } audience)
        {
            builder.Services.AddSingleton(audience);
        }

        builder.Services.AddKeyedSingleton<IGrainStorage>(
            NamingStorage.ProviderName, (provider, _) => new SharedStorage(Disk, provider.GetRequiredService<IGrainStorageSerializer>()));
        builder.Configure<NamingSiloOptions>(options => (options.Interval, options.Payload, options.JoinMode) = (Interval, setup.Payload, setup.JoinMode));
        builder.Configure<ClusterMembershipOptions>(options =>
        {
            (options.ProbeTimeout, options.NumMissedProbesLimit) = (TimeSpan.FromSeconds(1), 2);
        });
        builder.Services.AddSingleton(new SiloSeams
        {
            Notices = real => _links[silo.SiloName] =
                new LossyDatagrams(_ice[silo.SiloName] = new FreezableDatagrams(real), silo.SiloName, Name, Keyring.Empty, this, Happened),
            Made = engine =>
            {
                var server = new Server(silo.SiloName, engine);
                History.Watch(server);
                engine.Observe(server.Saw);
                engine.Observe(_ => Happened());
                engine.Subscribe(_ => Happened());
                _starting = server;
            },
        });
        _configure?.Invoke(silo.SiloName, builder);
    }

    private void Happened() => _signal.Set();

    private async Task ForgetAsync(string name)
    {
        await _silos[name].DisposeAsync();
        _silos.Remove(name);
    }
}
