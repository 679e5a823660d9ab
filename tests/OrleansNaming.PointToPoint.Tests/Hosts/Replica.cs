using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansNaming.Gateway;
using OrleansNaming.InProcess;
using OrleansNaming.Node;
using OrleansNaming.PointToPoint.Neighbours;
using OrleansNaming.PointToPoint.Sending;
using OrleansNaming.Wire;

namespace OrleansNaming.PointToPoint.Tests.Hosts;

/// <summary>
/// One host behind the shared address: a node with a web server at a dedicated address of its own, and another listener that only the
/// director of the shared address connects to. It has one client, for peers.
/// </summary>
internal sealed class Replica : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _served;

    private Replica(string name, WebApplication app, IPEndPoint dedicated, IPEndPoint behindVip) =>
        (Name, _app, Dedicated, BehindVip) = (name, app, dedicated, behindVip);

    public string Name { get; }

    public IPEndPoint Dedicated { get; }

    /// <summary>Where the shared address's traffic arrives: the host's VIP on lo, as it were.</summary>
    public IPEndPoint BehindVip { get; }

    /// <summary>Requests to <c>/who</c> that came here.</summary>
    public int Served => Volatile.Read(ref _served);

    /// <summary>Call-backs that came here.</summary>
    public int CalledBack => Volatile.Read(ref _calledBack);

    private int _calledBack;

    public HttpClient Peers => _app.Services.GetRequiredService<IHttpClientFactory>().CreateClient("peers");

    /// <summary>Calls by name, as any service does.</summary>
    public HttpClient Names => _app.Services.GetRequiredService<IHttpClientFactory>().CreateClient("names");

    public NeighbourTable Neighbours => _app.Services.GetRequiredService<NeighbourTable>();

    public PeerDialler Dialler => _app.Services.GetRequiredService<PeerDialler>();

    public IDirectorySource Directory => _app.Services.GetRequiredService<IDirectorySource>();

    public Keyring Keys => ((IKeyringSource)_app.Services.GetRequiredService<INamingEngine>()).Keys;

    public INamingClient Naming => _app.Services.GetRequiredService<INamingClient>();

    public static async Task<Replica> StartAsync(Shared shared, string name, int number)
    {
        var (dedicated, behind) = (new IPEndPoint(IPAddress.Parse($"127.0.77.{number}"), shared.Port), new IPEndPoint(IPAddress.Parse($"127.0.78.{number}"), shared.Port));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(dedicated, shared.Listen);
            kestrel.Listen(behind, shared.Listen);
        });
        shared.Join(shared, builder, name)
            .Advertise("shop", service => service
                .AddClusterEndpoint(shared.Scheme, shared.Port, Shared.Vip)
                .AddDedicatedEndpoint(shared.Scheme, shared.Port, dedicated.Address.ToString()))
            .AddPointToPoint(options =>
            {
                options.OpenPaths.Add("/health");
                shared.Options(options);
            });
        builder.Services.Configure<NamingApiOptions>(api => api.AdminKeys.Add(Shared.AdminKey));
        builder.Services.AddHttpClient("peers").AddPointToPoint(() => shared.NewHandler(name));
        builder.Services.AddHttpClient("names").AddNamingResolution().AddPointToPoint(() => shared.NewHandler(name));
        var app = builder.Build();
        var replica = new Replica(name, app, dedicated, behind);
        app.UsePointToPoint();
        app.MapNaming();
        app.MapGet("/health", static () => "well");
        app.MapGet("/elsewhere", static () => Results.Redirect("http://elsewhere.example/"));
        app.MapMethods("/who", ["GET", "POST"], replica.WhoAsync);
        app.MapPost("/order", OrderAsync);
        app.MapGet("/called-back", replica.CalledBackAsync);
        app.MapGet("/call-me-back", context => replica.CallBackAsync(context, shared));
        await app.StartAsync();
        return replica;
    }

    public async ValueTask DisposeAsync()
    {
        using var ends = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(ends.Token);
        await _app.DisposeAsync();
    }

    private Task WhoAsync(HttpContext context)
    {
        Interlocked.Increment(ref _served);
        return context.Response.WriteAsync($"{Name}|{context.Request.Host}|{context.GetPeer()?.Server.Value ?? "outsider"}|{context.GetPeer()?.ReplyTo}|{context.Request.Headers["Forwarded"]}");
    }

    private static async Task OrderAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var order = await reader.ReadToEndAsync(context.RequestAborted);
        await context.Response.WriteAsync($"{context.GetPeer()?.Server.Value ?? "outsider"}|{context.GetPeer()?.IsBodyProven}|{order.Length}|{order[..Math.Min(order.Length, 20)]}");
    }

    private Task CalledBackAsync(HttpContext context)
    {
        Interlocked.Increment(ref _calledBack);
        return context.Response.WriteAsync($"{Name}");
    }

    private async Task CallBackAsync(HttpContext context, Shared shared)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, shared.Url("/called-back")).ToPeer(context.GetPeer()!);
        using var answer = await Peers.SendAsync(request, context.RequestAborted);
        await context.Response.WriteAsync(await answer.Content.ReadAsStringAsync(context.RequestAborted));
    }
}
