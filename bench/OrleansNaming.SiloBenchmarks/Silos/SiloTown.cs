using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using OrleansNaming.Lan;
using OrleansNaming.Silo;
using OrleansNaming.SiloBenchmarks.Stores;

namespace OrleansNaming.SiloBenchmarks.Silos;

/// <summary>Silos in one process over TCP on loopback, with one storage.</summary>
internal sealed class SiloTown : IAsyncDisposable
{
    private readonly List<IHost> _hosts = [];
    private readonly List<int> _gateways = [];
    private int _primary;
    private readonly Action<ISiloBuilder> _store;
    private readonly NoticeCarrier _notices;
    private readonly int _multicast = Ports.Udp();

    private SiloTown(Action<ISiloBuilder> store, NoticeCarrier notices) => (_store, _notices) = (store, notices);

    public Ears Ears { get; } = new();

    public IReadOnlyList<IServiceProvider> Silos => [.. _hosts.Select(host => host.Services)];

    /// <summary>Where clients connect.</summary>
    public IEnumerable<int> Gateways => _gateways;

    /// <summary>Starts so many silos, with the lists in memory unless another store is given.</summary>
    public static async Task<SiloTown> StartAsync(int count, Action<ISiloBuilder>? store = null, NoticeCarrier notices = NoticeCarrier.Silos)
    {
        var town = new SiloTown(store ?? Store.Memory(), notices);
        for (var i = 0; i < count; i++)
        {
            await town.AddAsync();
        }

        while (town.Silos.Any(silo => silo.GetRequiredService<INamingReplica>() is Replica.DirectoryReplica replica
            && (!replica.IsComplete || Enumerable.Range(1, count).Any(i => replica.Find(new ServerId($"s{i}")) is null))))
        {
            await Task.Delay(50);
        }

        return town;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in Enumerable.Reverse(_hosts))
        {
            await host.StopAsync();
            host.Dispose();
        }
    }

    /// <summary>Starts one more; the first is the primary of the membership.</summary>
    public async Task<IServiceProvider> AddAsync()
    {
        var (name, port, gateway) = ($"s{_hosts.Count + 1}", Ports.Tcp(), Ports.Tcp());
        _gateways.Add(gateway);
        _primary = _primary == 0 ? port : _primary;
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(port, gateway, new IPEndPoint(IPAddress.Loopback, _primary));
            silo.Configure<SiloOptions>(options => options.SiloName = name);
            _store(silo);
            silo.Services.AddSingleton(Ears).AddSingleton<BareMouth>();
            silo.AddGrainService<BareEar>();
            silo.UseNaming(naming => naming.Cluster = "bench");
            silo.Configure<NamingSiloOptions>(options => options.Notices = _notices);
            silo.Configure<LanOptions>(options => (options.AdvertisedAddress, options.MulticastPort) = ("127.0.0.1", _multicast));
        });
        var host = builder.Build();
        await host.StartAsync();
        _hosts.Add(host);
        return host.Services;
    }
}
