using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OrleansNaming.Tracks.Tests.Processes;

/// <summary>Whom steps call: notes each call's idempotency key, and refuses the first call of every tenth parcel, so that it is made again.</summary>
internal sealed class CalledShop : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _refused;

    private CalledShop(WebApplication app) => _app = app;

    /// <summary>What a parcel's name is put behind.</summary>
    public string Url => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/";

    /// <summary>The keys of a parcel's calls, one a call.</summary>
    public ConcurrentDictionary<string, ConcurrentQueue<string>> KeysOf { get; } = new();

    /// <summary>Calls that were answered with 503.</summary>
    public int Refused => _refused;

    public static async Task<CalledShop> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var shop = new CalledShop(app);
        app.MapPost("/{parcel}", (string parcel, HttpRequest request) => shop.Answer(parcel, request.Headers["Idempotency-Key"].ToString()));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return shop;
    }

    private IResult Answer(string parcel, string key)
    {
        var keys = KeysOf.GetOrAdd(parcel, _ => []);
        keys.Enqueue(key);
        if (keys.Count > 1 || !parcel.EndsWith('0'))
        {
            return Results.Ok();
        }

        Interlocked.Increment(ref _refused);
        return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
