using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansNaming.Tracks.Language;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Stores;
using OrleansNaming.Tracks.Tests.Stores;

namespace OrleansNaming.Tracks.Tests.Steps;

/// <summary>Whole servers of a group that runs what people wrote.</summary>
[On(Engine.Lan)]
public sealed class DecisionGroupTests : IAsyncLifetime
{
    private readonly SqliteStores _stores = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("naming-decisions-");
    private readonly RecordedMails _mails = new();
    private readonly int _multicast = Ports.Udp();
    private readonly List<WebApplication> _servers = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _stores.PreparedAsync();
        await _stores.ExecuteAsync("create table job (id text primary key, port integer)");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        await _stores.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    [Row("E8")]
    [Row("E25")]
    [Row("E42")]
    public async Task What_is_gathered_acts_and_is_published_as_a_name_and_the_next_owner_goes_on()
    {
        await DefineAsync("""
            TRACK "jobs" GROUP "ops"
              GATHER FROM main "select id, port from job" KEY id COLUMNS id text, port number
              STEP "publish" IF port IS NOT NULL THEN PUBLISH "found/{id}" AT "127.0.0.1:{port}" AND EMAIL 'ann@example.org' "{id} is there"
            END
            """);
        await _stores.ExecuteAsync("insert into job (id, port) values ('one', 4001)");
        var (first, second) = (await StartAsync("s1"), await StartAsync("s2"));

        var seen = await SeenAsync(second, "found/one");
        Assert.Equal("127.0.0.1:4001", seen.ToString());
        await Eventually.Holds(() => Task.FromResult(_mails.Sent.Count), sent => sent == 1, "the mail is sent");

        var owner = Assert.Single(await _stores.ReadAsync("select holder_server from track_owner where track = 'jobs'", row => row.GetString(0)));
        var (dying, surviving) = owner == "s1" ? (first, second) : (second, first);
        await dying.StopAsync(Cancel);
        await _stores.ExecuteAsync("insert into job (id, port) values ('two', 4002)");

        Assert.Equal("127.0.0.1:4002", (await SeenAsync(surviving, "found/two")).ToString());
        await Eventually.Holds(() => Task.FromResult(_mails.Sent.Count), sent => sent == 2, "the second mail is sent");
    }

    [Fact]
    [Row("E37")]
    [Row("E40")]
    public async Task A_contact_that_is_posted_acts_at_once()
    {
        var server = await StartAsync("s1");
        using var http = new HttpClient { BaseAddress = new Uri(server.Urls.First()) };
        var saved = await http.PutAsync("/v1/tracks/ops/definitions/visits", new StringContent("""
            TRACK "visits" GROUP "ops"
              WHEN EXTERNAL "visit"
              GATHER FROM CONTACTS KEY host COLUMNS host text, port number
              STEP "publish" DO PUBLISH "seen/{host}" AT "{host}:{port}"
            END
            """), Cancel);
        Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync(Cancel));
        await Eventually.Holds(
            () => _stores.ReadAsync("select holder_server from track_owner where track = 'visits'", row => row.GetString(0)), owners => owners.Count == 1, "the track has its owner", TimeSpan.FromSeconds(60));

        var taken = await http.PostAsync("/v1/tracks/ops/events/visit", new StringContent("""{"host":"here.example.org","port":80}"""), Cancel);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, taken.StatusCode);
        Assert.Equal("here.example.org:80", (await SeenAsync(server, "seen/here.example.org")).ToString());
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await http.PostAsync("/v1/tracks/ops/events/nobody", null, Cancel)).StatusCode);
    }

    private static async Task<Endpoint> SeenAsync(WebApplication at, string name)
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

    private async Task DefineAsync(string text)
    {
        var definition = TrackText.Parse(text).Value!;
        await new SqlDefinitionStore(_stores.Of(0), definition.Group).AddAsync(StoredDefinition.Of(definition.Id, 1, TrackText.Print(definition), DateTimeOffset.UnixEpoch), Cancel);
    }

    private async Task<WebApplication> StartAsync(string name)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration["urls"] = $"http://127.0.0.1:{Ports.Tcp()}";
        builder.Configuration["Naming:Lan:DataDirectory"] = Path.Combine(_folder.FullName, name);
        builder.Configuration["Naming:Lan:MulticastPort"] = $"{_multicast}";
        builder.Configuration["Naming:Lan:PullPort"] = "0";
        builder.Configuration["Naming:Lan:Interval"] = "00:00:00.3";
        builder.Services.AddSingleton<ITrackMailer>(_mails);
        builder.Services.AddOrleansNaming(naming => (naming.Cluster, naming.Server) = ("decisions", name)).UseLan()
            .AddTracks("ops", (tracks, _) =>
            {
                (tracks.Level, tracks.Sqlite, tracks.Interval, tracks.AllowUnusualInterval) = (TrackLevel.Fenced, _stores.Path, TimeSpan.FromMilliseconds(300), true);
            })
            .AddDecisionTracks();
        var app = builder.Build();
        app.MapNaming();
        app.MapNamingTracks();
        await app.StartAsync(Cancel);
        _servers.Add(app);
        return app;
    }
}
