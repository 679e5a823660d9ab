using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OrleansNaming.Tracks.Tests.Steps;

namespace OrleansNaming.Tracks.Tests.Contacts;

/// <summary>From a lookup, an event of the directory or an access to a site to the step that acts, on whole servers (rows E40, E42).</summary>
[On(Engine.Lan)]
public sealed class ContactGroupTests : IAsyncLifetime
{
    private readonly DecisionGroup _group = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _group.PrepareAsync();

    public ValueTask DisposeAsync() => _group.DisposeAsync();

    [Fact]
    [Row("E40")]
    public async Task A_client_resolves_a_name_and_a_step_acts_whichever_server_it_asked()
    {
        await _group.DefineAsync("""
            TRACK "wanted" GROUP "ops"
              GATHER FROM naming "lookup of shop/web" KEY id COLUMNS id text, name text, server text, instances number, lookups number
              STEP "1" DO RUN "note" WITH name, server, instances, lookups
            END
            """);
        var (first, second) = (await _group.StartAsync("s1"), await _group.StartAsync("s2", options: LongCycle));
        var other = await _group.OwnerAsync("wanted") == "s1" ? second : first;
        await other.Services.GetRequiredService<INamingClient>().RegisterAsync(new Registration("shop/web", "w1") { Endpoints = [new Endpoint("http", "10.0.0.1", 80)] }, Cancel);
        using var client = Client(other);
        var naming = client.Services.GetRequiredService<INamingClient>();
        var asked = 0;
        await Eventually.Holds(
            async () =>
            {
                Assert.Empty(await naming.ResolveAsync("shop/nobody-asks", cancellationToken: Cancel));
                Assert.Equal("w1", Assert.Single(await naming.ResolveAsync("shop/web", cancellationToken: Cancel)).InstanceId);
                asked++;
                return _group.Actions.Calls.Count;
            },
            static calls => calls > 1, "the step acts", TimeSpan.FromSeconds(60));

        Assert.InRange(_group.Actions.Calls.Sum(static call => (decimal)call.Arguments[3]!), 2, asked);
        Assert.All(_group.Actions.Calls, call => Assert.Equal(("shop/web", NameOf(other), 1m), ((string)call.Arguments[0]!, (string)call.Arguments[1]!, (decimal)call.Arguments[2]!)));
    }

    [Fact]
    [Row("E40")]
    public async Task Servers_and_names_that_come_and_go_are_contacts_of_the_tracks_that_ask_for_them()
    {
        await _group.DefineAsync("""
            TRACK "watch" GROUP "ops"
              GATHER FROM naming "joined, left, silent, bound, moved, unbound of shop/*" KEY id COLUMNS id text, event text, name text, server text, endpoint text
              STEP "1" DO RUN "note" WITH event, name, server, endpoint
            END
            """);
        var first = await _group.StartAsync("s1");
        await _group.OwnerAsync("watch");
        var naming = first.Services.GetRequiredService<INamingClient>();
        await Eventually.Holds(
            async () =>
            {
                await naming.RegisterAsync(new Registration("shop/probe", "p") { Endpoints = [new Endpoint("http", "10.0.0.1", 80)] }, Cancel);
                await naming.DeregisterAsync("shop/probe", "p", Cancel);
                return _group.Actions.Calls.Count;
            },
            static calls => calls > 0, "the track is owned and hears", TimeSpan.FromSeconds(30));

        await naming.RegisterAsync(new Registration("shop/web", "w1") { Endpoints = [new Endpoint("http", "10.0.0.1", 80)] }, Cancel);
        await naming.RegisterAsync(new Registration("shop/web", "w1") { Endpoints = [new Endpoint("http", "10.0.0.2", 80)] }, Cancel);
        await naming.DeregisterAsync("shop/web", "w1", Cancel);
        var second = await _group.StartAsync("s2");
        await second.StopAsync(Cancel);

        const string expected = "bound shop/web 10.0.0.1:80, joined s2, left s2, moved shop/web 10.0.0.2:80, unbound shop/web 10.0.0.2:80";
        await Eventually.Holds( // RUN is at least once: a server that comes may have the track handed over between an action and its record
            () => Task.FromResult(string.Join(", ", WithoutPauses(_group.Actions.Calls.DistinctBy(static call => call.IdempotencyKey).Select(Said).Where(said => !said.Contains("probe", StringComparison.Ordinal))).Order(StringComparer.Ordinal))),
            said => said == expected, "each event acted once", TimeSpan.FromSeconds(60));
    }

    [Fact]
    [Row("E40")]
    [Row("E42")]
    public async Task An_access_to_a_site_is_gathered_acts_and_is_published_as_a_name_that_a_watcher_sees()
    {
        await _group.DefineAsync("""
            TRACK "seen" GROUP "ops"
              WHEN EXTERNAL "visit"
              GATHER FROM CONTACTS KEY visitor COLUMNS visitor text, path text, status number, method text
              STEP "publish" IF path = '/hello' AND status = 200 AND method = 'GET' THEN PUBLISH "seen/{visitor}" AT "{visitor}:80"
            END
            """);
        var site = await _group.StartAsync("s1", Site);
        var watcher = await _group.StartAsync("s2", Site);
        await _group.OwnerAsync("seen");
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(site.Urls.First()) };
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/hello") { Headers = { { "Cookie", "visitor=ann" } } };
        Assert.Equal("hello", await (await http.SendAsync(asked, Cancel)).Content.ReadAsStringAsync(Cancel));
        await http.GetStringAsync("/hello", Cancel); // of nobody who is known

        Assert.Equal("ann:80", (await DecisionGroup.SeenAsync(watcher, "seen/ann")).ToString());
        Assert.Equal(0, site.Services.GetRequiredService<ITrackContacts>().Dropped);
    }

    [Fact]
    [Row("E40")]
    public async Task An_external_trigger_that_another_server_takes_wakes_the_owner_and_waits_for_no_cycle()
    {
        await _group.DefineAsync("TRACK \"deploys\" GROUP \"ops\" WHEN EXTERNAL \"deploy\" GATHER FROM CONTACTS KEY id COLUMNS id text STEP \"1\" DO RUN \"note\" WITH id END");
        var servers = new[] { await _group.StartAsync("s1", options: LongCycle), await _group.StartAsync("s2", options: LongCycle) };
        var owner = await _group.OwnerAsync("deploys");
        using var http = new HttpClient { BaseAddress = new Uri(servers.Single(server => NameOf(server) != owner).Urls.First()) };
        var begun = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < 5; i++)
        {
            var taken = await Eventually.Holds(
                () => http.PostAsync("/v1/tracks/ops/events/deploy", new StringContent($$"""{"id":"{{i}}"}"""), Cancel), static answer => answer.IsSuccessStatusCode, "the trigger is taken", TimeSpan.FromSeconds(60));
            await Eventually.Holds(() => Task.FromResult(_group.Actions.Calls.Count), calls => calls > i, "it acted", TimeSpan.FromSeconds(60));
        }

        // Five cycles would be a hundred seconds: time is no verdict, the order of magnitude is.
        Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(60));
        Assert.Equal(["0", "1", "2", "3", "4"], _group.Actions.Calls.Select(call => (string)call.Arguments[0]!));
    }

    private static void LongCycle(TrackOptions options) => options.Interval = TimeSpan.FromSeconds(3);

    private static void Site(WebApplication app)
    {
        app.UseTrackContacts("visit", contacts => contacts.Visitor = context => context.Request.Cookies["visitor"]);
        app.MapGet("/hello", () => "hello");
    }

    private static string NameOf(WebApplication server) => server.Services.GetRequiredService<INamingNode>().Server.Value;

    private static IHost Client(WebApplication of)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddOrleansNaming(naming => naming.Cluster = "decisions").UseServers(of.Urls.First());
        return builder.Build();
    }

    /// <summary>On a machine with no time for it a server falls silent and joins again, and both are events.</summary>
    private static List<string> WithoutPauses(IEnumerable<string> said)
    {
        List<string> left = [.. said];
        while (left.Remove("silent s2"))
        {
            left.Remove("joined s2");
        }

        return left;
    }

    /// <summary>Event, name, server and endpoint of a call: of a server's event only the server.</summary>
    private static string Said(TrackActionCall call) =>
        call.Arguments is [string what, string { Length: > 0 } name, _, string endpoint] ? $"{what} {name} {endpoint}" : $"{call.Arguments[0]} {call.Arguments[2]}";
}
