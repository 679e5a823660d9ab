using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansNaming.Benchmarks.Nodes;
using OrleansNaming.Lan;
using OrleansNaming.Node;

namespace OrleansNaming.Benchmarks.Register;

/// <summary>A node with the HTTP API, as `naming server` has it, in this process.</summary>
internal sealed class RegisterServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _syncs;

    private RegisterServer(Place place) => _app = Build(place);

    public INamingEngine Engine => _app.Services.GetRequiredService<INamingEngine>();

    public Uri Url => new(_app.Urls.First());

    /// <summary>Writes with their sync so far.</summary>
    public int Syncs => Volatile.Read(ref _syncs);

    public static async Task<RegisterServer> StartAsync(Place place)
    {
        var server = new RegisterServer(place);
        await server._app.StartAsync();
        await BenchNode.UntilAsync(() => server.Engine.Replica.IsComplete, "the node is ready");
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private WebApplication Build(Place place)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddNamingServerDefaults();
        builder.Services.AddSingleton(new LanSeams { Store = real => new CountedStore(real, () => Interlocked.Increment(ref _syncs)) });
        builder.Services.AddOrleansNaming(naming => (naming.Cluster, naming.Server) = (BenchNode.Cluster, "owner")).UseLan(lan => BenchNode.Configure(lan, place));
        var app = builder.Build();
        app.MapNaming();
        return app;
    }
}
