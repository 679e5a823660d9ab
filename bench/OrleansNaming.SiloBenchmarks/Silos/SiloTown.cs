using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Storage;

namespace OrleansNaming.SiloBenchmarks.Silos;

/// <summary>Silos in one process over TCP on loopback, with one storage.</summary>
internal sealed class SiloTown : IAsyncDisposable
{
    private readonly List<IHost> _hosts = [];
    private readonly ConcurrentDictionary<string, (BinaryData, string)> _records = new();

    public Ears Ears { get; } = new();

    public IReadOnlyList<IServiceProvider> Silos => [.. _hosts.Select(host => host.Services)];

    public static async Task<SiloTown> StartAsync(int count)
    {
        var town = new SiloTown();
        var ports = FreePorts(count * 2);
        for (var i = 0; i < count; i++)
        {
            await town.AddAsync($"s{i + 1}", ports[2 * i], ports[(2 * i) + 1], ports[0]);
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

    private async Task AddAsync(string name, int port, int gateway, int primary)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(port, gateway, new IPEndPoint(IPAddress.Loopback, primary));
            silo.Configure<SiloOptions>(options => options.SiloName = name);
            silo.Services.AddKeyedSingleton<IGrainStorage>(
                NamingStorage.ProviderName, (services, _) => new TimedStorage(services.GetRequiredService<IGrainStorageSerializer>(), _records));
            silo.Services.AddSingleton(Ears).AddSingleton<BareMouth>();
            silo.AddGrainService<BareEar>();
            silo.UseNaming(naming => naming.Cluster = "bench");
        });
        var host = builder.Build();
        await host.StartAsync();
        _hosts.Add(host);
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        listeners.ForEach(listener => listener.Stop());
        return ports;
    }
}
