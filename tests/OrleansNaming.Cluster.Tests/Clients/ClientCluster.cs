using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using Orleans.TestingHost;
using OrleansNaming.Cluster.Tests.Silos;
using OrleansNaming.Cluster.Tests.Storage;
using OrleansNaming.Following;
using OrleansNaming.InProcess;
using OrleansNaming.Silo;

namespace OrleansNaming.Cluster.Tests.Clients;

/// <summary>Silos that name, and one Orleans client application of theirs.</summary>
internal sealed class ClientCluster : IAsyncDisposable
{
    public const string Name = "clients";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly InProcessTestCluster _cluster;
    private readonly Disk _disk = new();
    private readonly ConcurrentDictionary<string, FreezableDatagrams> _ice = [];

    private ClientCluster(int silos, Action<IHostApplicationBuilder> application)
    {
        var builder = new InProcessTestClusterBuilder((short)silos);
        builder.Options.ConfigureFileLogging = false;
        builder.Options.UseRealEnvironmentStatistics = true;
        builder.ConfigureSiloHost((_, host) => host.Logging.SetMinimumLevel(LogLevel.Warning));
        builder.ConfigureClientHost(host =>
        {
            host.Logging.SetMinimumLevel(LogLevel.Warning);
            application(host);
        });
        builder.ConfigureSilo((one, silo) =>
        {
            silo.Services.AddSingleton(new SiloSeams { Notices = real => _ice[one.SiloName] = new FreezableDatagrams(real) });
            silo.UseNaming(naming => naming.Cluster = Name);
            silo.Configure<NamingSiloOptions>(options => options.Interval = TimeSpan.FromMilliseconds(250));
            silo.Services.AddKeyedSingleton<IGrainStorage>(
                NamingStorage.ProviderName, (provider, _) => new SharedStorage(_disk, provider.GetRequiredService<IGrainStorageSerializer>()));
        });
        _cluster = builder.Build();
    }

    public IReadOnlyList<InProcessSiloHandle> Silos => [.. _cluster.Silos];

    public IServiceProvider Application => _cluster.Client.ServiceProvider;

    public INamingClient Client => Application.GetRequiredService<INamingClient>();

    public INamingReplica Replica => Application.GetRequiredService<INamingReplica>();

    public static async Task<ClientCluster> StartAsync(int silos, Action<NamingClientOptions>? options = null, Action<INamingBuilder>? more = null)
    {
        var cluster = new ClientCluster(silos, host => host.UseOrleansClient(client =>
        {
            var naming = client.UseNaming(naming =>
            {
                (naming.Cluster, naming.StateFolder) = (Name, "");
                options?.Invoke(naming);
            });
            more?.Invoke(naming);
        }));
        await cluster._cluster.DeployAsync();
        return cluster;
    }

    public static SiloEngine EngineOf(InProcessSiloHandle silo) => silo.ServiceProvider.GetRequiredService<SiloEngine>();

    public static INamingClient ClientOf(InProcessSiloHandle silo) => silo.ServiceProvider.GetRequiredService<INamingClient>();

    public Task RestartApplicationAsync() => _cluster.InitializeClientAsync();

    public Task StopApplicationAsync() => _cluster.StopClusterClientAsync();

    public Task StopSiloAsync(InProcessSiloHandle silo) => _cluster.StopSiloAsync(silo);

    /// <summary>The silo's node stands still when this returns: it hears nothing more, and the silo goes on answering from what it has.</summary>
    public Task FreezeAsync(InProcessSiloHandle silo)
    {
        _ice[silo.Name].Freeze();
        return Eventually.Holds(() => Task.FromResult(_ice[silo.Name].Stands), stands => stands, $"{silo.Name} stands still", Patience);
    }

    public void Thaw(InProcessSiloHandle silo) => _ice[silo.Name].Thaw();

    /// <summary>The node first, so that it can say nothing.</summary>
    public async Task KillSiloAsync(InProcessSiloHandle silo)
    {
        Thaw(silo);
        await EngineOf(silo).DisposeAsync();
        await _cluster.KillSiloAsync(silo);
    }

    /// <summary>Binds a service on a silo.</summary>
    public static async Task<Token> BindAsync(InProcessSiloHandle silo, string name, int port)
    {
        var engine = EngineOf(silo);
        var completed = await engine.CommitAsync(
            new Bind(new Registration(name, engine.Server.Value) { Endpoints = [new Endpoint("http", "127.0.0.1", port)] }, Replace: true), TestContext.Current.CancellationToken);
        Assert.Equal(Refusal.None, completed.Refusal);
        return completed.Token;
    }

    /// <summary>Waits for the application's replica to come to something: looked at after each change of it.</summary>
    public async Task UntilAsync(Func<bool> holds, string what)
    {
        var applied = Application.GetRequiredService<AppliedSignal>();
        while (true)
        {
            var next = applied.Next;
            if (holds())
            {
                return;
            }

            try
            {
                await next.WaitAsync(Patience, TestContext.Current.CancellationToken);
            }
            catch (TimeoutException)
            {
                Assert.Fail($"not within {Patience}: {what}; the follower is {Application.GetRequiredService<Follower>().State}");
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        foreach (var frozen in _ice.Values)
        {
            frozen.Thaw();
        }

        return _cluster.DisposeAsync();
    }
}
