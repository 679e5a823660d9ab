using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansNaming.Benchmarks.Register;
using OrleansNaming.Gateway;
using OrleansNaming.Lan;
using OrleansNaming.Node;

namespace OrleansNaming.Benchmarks.Nodes;

/// <summary>A node with the HTTP API, as `naming server` has it, in this process.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _syncs;

    private BenchServer(Place place, Action<NamingApiOptions>? configure, Action<WebApplication>? map) => _app = Build(place, configure, map);

    public INamingEngine Engine => _app.Services.GetRequiredService<INamingEngine>();

    public Uri Url => new(_app.Urls.First());

    /// <summary>Writes with their sync so far.</summary>
    public int Syncs => Volatile.Read(ref _syncs);

    /// <param name="place">Where it stands.</param>
    /// <param name="configure">Changes who may use the API and how much of it.</param>
    /// <param name="map">Maps more faces.</param>
    public static async Task<BenchServer> StartAsync(Place place, Action<NamingApiOptions>? configure = null, Action<WebApplication>? map = null)
    {
        var server = new BenchServer(place, configure, map);
        await server._app.StartAsync();
        await BenchNode.UntilAsync(() => server.Engine.Replica.IsComplete, "the node is ready");
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private WebApplication Build(Place place, Action<NamingApiOptions>? configure, Action<WebApplication>? map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddNamingServerDefaults();
        builder.Services.AddSingleton(new LanSeams { Store = real => new CountedStore(real, () => Interlocked.Increment(ref _syncs)) });
        builder.Services.AddOrleansNaming(naming => (naming.Cluster, naming.Server) = (BenchNode.Cluster, "owner")).UseLan(lan => BenchNode.Configure(lan, place));
        builder.Services.Configure(configure ?? (static _ => { }));
        var app = builder.Build();
        app.MapNaming();
        map?.Invoke(app);
        return app;
    }
}
