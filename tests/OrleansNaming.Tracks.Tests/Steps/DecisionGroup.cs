using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansNaming.Tracks.Language;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Stores;
using OrleansNaming.Tracks.Tests.Stores;

namespace OrleansNaming.Tracks.Tests.Steps;

/// <summary>The group "ops": whole servers with real sockets, on one SQLite file, that run what people wrote.</summary>
internal sealed class DecisionGroup : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("naming-decisions-");
    private readonly int _multicast = Ports.Udp();
    private readonly List<WebApplication> _servers = [];

    public SqliteStores Stores { get; } = new();

    public RecordedMails Mails { get; } = new();

    /// <summary>The action "note" on each server.</summary>
    public RecordedActions Actions { get; } = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public Task PrepareAsync() => Stores.PreparedAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        await Eventually.Holds(LetGoAsync, static isGone => isGone, "what still runs of the servers lets go of the file");
        _folder.Delete(recursive: true);
    }

    private async Task<bool> LetGoAsync()
    {
        try
        {
            await Stores.DisposeAsync();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Waits at a watch until a name resolves there.</summary>
    public static async Task<Endpoint> SeenAsync(WebApplication at, string name)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        await foreach (var _ in at.Services.GetRequiredService<INamingClient>().WatchAsync(name, patience.Token))
        {
            if (at.Services.GetRequiredService<INamingReplica>().Resolve(name) is { Count: > 0 } found)
            {
                return found[0].Endpoints[0];
            }
        }

        throw new InvalidOperationException("the watch ended");
    }

    public async Task DefineAsync(string text)
    {
        var definition = TrackText.Parse(text).Value!;
        await new SqlDefinitionStore(Stores.Of(0), definition.Group).AddAsync(StoredDefinition.Of(definition.Id, 1, TrackText.Print(definition), DateTimeOffset.UnixEpoch), Cancel);
    }

    /// <summary>Waits until somebody owns a track, and tells who.</summary>
    public async Task<string> OwnerAsync(string track) => (await Eventually.Holds(
        () => Stores.ReadAsync($"select holder_server from track_owner where track = '{track}' and holder_server is not null", row => row.GetString(0)),
        owners => owners.Count == 1, "the track has its owner", TimeSpan.FromSeconds(60)))[0];

    public async Task<WebApplication> StartAsync(string name, Action<WebApplication>? configure = null, Action<TrackOptions>? options = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration["urls"] = $"http://127.0.0.1:{Ports.Tcp()}";
        builder.Configuration["Naming:Lan:DataDirectory"] = Path.Combine(_folder.FullName, name);
        builder.Configuration["Naming:Lan:MulticastPort"] = $"{_multicast}";
        builder.Configuration["Naming:Lan:PullPort"] = "0";
        builder.Configuration["Naming:Lan:Interval"] = "00:00:00.3";
        builder.Services.AddSingleton<ITrackMailer>(Mails);
        builder.Services.AddOrleansNaming(naming => (naming.Cluster, naming.Server) = ("decisions", name)).UseLan()
            .AddTracks("ops", (tracks, _) =>
            {
                (tracks.Level, tracks.Sqlite, tracks.Interval, tracks.AllowUnusualInterval) = (TrackLevel.Fenced, Stores.Path, TimeSpan.FromMilliseconds(300), true);
                options?.Invoke(tracks);
            })
            .AddDecisionTracks()
            .AddTrackAction("note", _ => Actions);
        var app = builder.Build();
        configure?.Invoke(app);
        app.MapNaming();
        app.MapNamingTracks();
        await app.StartAsync(Cancel);
        _servers.Add(app);
        return app;
    }
}
