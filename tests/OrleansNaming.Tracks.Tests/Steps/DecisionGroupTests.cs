using Microsoft.Extensions.DependencyInjection;
using OrleansNaming.Tracks.Gathering;
using OrleansNaming.Tracks.Language;

namespace OrleansNaming.Tracks.Tests.Steps;

/// <summary>Whole servers of a group that runs what people wrote.</summary>
[On(Engine.Lan)]
public sealed class DecisionGroupTests : IAsyncLifetime
{
    private readonly DecisionGroup _group = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _group.PrepareAsync();
        await _group.Stores.ExecuteAsync("create table job (id text primary key, port integer)");
    }

    public ValueTask DisposeAsync() => _group.DisposeAsync();

    [Fact]
    [Row("E8")]
    [Row("E25")]
    [Row("E42")]
    public async Task What_is_gathered_acts_and_is_published_as_a_name_and_the_next_owner_goes_on()
    {
        await _group.DefineAsync("""
            TRACK "jobs" GROUP "ops"
              GATHER FROM main "select id, port from job" KEY id COLUMNS id text, port number
              STEP "publish" IF port IS NOT NULL THEN PUBLISH "found/{id}" AT "127.0.0.1:{port}" AND EMAIL 'ann@example.org' "{id} is there"
            END
            """);
        await _group.Stores.ExecuteAsync("insert into job (id, port) values ('one', 4001)");
        var (first, second) = (await _group.StartAsync("s1"), await _group.StartAsync("s2"));

        var seen = await DecisionGroup.SeenAsync(second, "found/one");
        Assert.Equal("127.0.0.1:4001", seen.ToString());
        await Eventually.Holds(() => Task.FromResult(_group.Mails.Sent.Count), sent => sent == 1, "the mail is sent");

        var owner = Assert.Single(await _group.Stores.ReadAsync("select holder_server from track_owner where track = 'jobs'", row => row.GetString(0)));
        var (dying, surviving) = owner == "s1" ? (first, second) : (second, first);
        await dying.StopAsync(Cancel);
        await _group.Stores.ExecuteAsync("insert into job (id, port) values ('two', 4002)");

        Assert.Equal("127.0.0.1:4002", (await DecisionGroup.SeenAsync(surviving, "found/two")).ToString());
        await Eventually.Holds(() => Task.FromResult(_group.Mails.Sent.Count), sent => sent == 2, "the second mail is sent");
    }

    [Fact]
    [Row("E25")]
    public async Task A_track_that_a_refused_save_read_first_is_run_all_the_same()
    {
        var server = await _group.StartAsync("s1");
        const string text = "TRACK \"jobs\" GROUP \"ops\" GATHER FROM main \"select id from job\" KEY id COLUMNS id text STEP \"1\" DO STOP END";
        await _group.DefineAsync(text); // at another server

        var desk = server.Services.GetRequiredService<DefinitionDesk>();
        await Assert.ThrowsAsync<NamingException>(() => desk.SaveAsync(TrackText.Parse(text).Value!, expected: 7, Cancel));

        Assert.Equal("s1", await _group.OwnerAsync("jobs"));
    }

    [Fact]
    [Row("E37")]
    [Row("E40")]
    public async Task A_contact_that_is_posted_acts_at_once()
    {
        var server = await _group.StartAsync("s1");
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
            () => _group.Stores.ReadAsync("select holder_server from track_owner where track = 'visits'", row => row.GetString(0)), owners => owners.Count == 1, "the track has its owner", TimeSpan.FromSeconds(60));

        var taken = await http.PostAsync("/v1/tracks/ops/events/visit", new StringContent("""{"host":"here.example.org","port":80}"""), Cancel);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, taken.StatusCode);
        Assert.Equal("here.example.org:80", (await DecisionGroup.SeenAsync(server, "seen/here.example.org")).ToString());
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await http.PostAsync("/v1/tracks/ops/events/nobody", null, Cancel)).StatusCode);
    }
}
