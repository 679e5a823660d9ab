using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OrleansNaming.Tracks.Language;
using OrleansNaming.Tracks.Tests.Steps;

namespace OrleansNaming.Tracks.Tests.Contacts;

/// <summary>The tracks of samples/TrackWorker/tracks on real servers and data, their times shortened.</summary>
[On(Engine.Lan)]
public sealed class ExampleTests : IAsyncLifetime
{
    private readonly DecisionGroup _group = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _group.PrepareAsync();

    public ValueTask DisposeAsync() => _group.DisposeAsync();

    [Fact]
    [Row("E37")]
    [Row("E42")]
    public async Task Certificates_of_a_table_that_expire_are_renewed()
    {
        await _group.Stores.ExecuteAsync("create table certificate (host text primary key, not_after text, owner text)");
        await _group.Stores.ExecuteAsync($"insert into certificate values ('old.example.org', '{DateTimeOffset.UtcNow.AddDays(3):O}', 'ann@example.org'), ('new.example.org', '{DateTimeOffset.UtcNow.AddDays(300):O}', 'bob@example.org')");
        await _group.DefineAsync(Track("renew-certificates", ("EVERY 1 hour", ""), ("RUN \"renew\"", "RUN \"note\""), ("WAIT 1 day", "WAIT 1 second")));
        _group.Actions.Fails = call =>
        {
            _group.Stores.ExecuteAsync($"update certificate set not_after = '{DateTimeOffset.UtcNow.AddDays(90):O}' where host = '{call.Arguments[0]}'").GetAwaiter().GetResult(); // what a renewal does
            return false;
        };
        await _group.StartAsync("s1");

        await Eventually.Holds(() => Task.FromResult(_group.Mails.Sent.Count), static mails => mails > 0, "the owner is told", TimeSpan.FromSeconds(90));
        Assert.Equal("old.example.org", Assert.Single(_group.Actions.Calls.Select(static call => (string)call.Arguments[0]!).Distinct()));
        Assert.Equal(["ann@example.org"], (await _group.Stores.ReadAsync("select recipient from track_outbox", row => row.GetString(0))).Distinct());
    }

    [Fact]
    [Row("E40")]
    [Row("E42")]
    public async Task Somebody_is_paged_when_a_service_has_no_instance_and_told_when_it_is_back()
    {
        await _group.DefineAsync(Track("page-without-instance", ("30 seconds", "1 second"), ("WAIT 5 seconds", "WAIT 1 second")));
        var server = await _group.StartAsync("s1");
        await _group.OwnerAsync("no instance");
        var naming = server.Services.GetRequiredService<INamingClient>();
        await Eventually.Holds(
            async () =>
            {
                await naming.RegisterAsync(Service("shop/web"), Cancel);
                await naming.RegisterAsync(Service("office/mail"), Cancel);
                await naming.DeregisterAsync("shop/web", "i", Cancel);
                await naming.DeregisterAsync("office/mail", "i", Cancel);
                return (await RecordsAsync()).Count;
            },
            static records => records > 0, "the track hears", TimeSpan.FromSeconds(60));

        await Eventually.Holds(SubjectsAsync, static mails => mails == "shop/web has had no instance for 30 s", "somebody is paged", TimeSpan.FromSeconds(60));
        await naming.RegisterAsync(Service("shop/web"), Cancel);
        await Eventually.Holds(SubjectsAsync, static mails => mails.Contains("shop/web is back", StringComparison.Ordinal), "and told that it is back", TimeSpan.FromSeconds(60));
        Assert.Equal(["shop/web"], await RecordsAsync());
    }

    [Fact]
    [Row("E40")]
    [Row("E42")]
    public async Task A_visitor_who_comes_back_is_greeted_and_one_who_stays_is_not()
    {
        await _group.DefineAsync(Track("greet-returning-visitor", ("30 minutes", "3 seconds"), ("WAIT 5 seconds", "WAIT 1 second"), ("RUN \"greet\"", "RUN \"note\"")));
        var server = await _group.StartAsync("s1", static app => app.UseTrackContacts("visit", contacts => contacts.Visitor = context => context.Request.Query["who"]));
        await _group.OwnerAsync("returning visitor");
        using var http = new HttpClient { BaseAddress = new Uri(server.Urls.First()) };

        _ = await http.GetAsync("/shop?who=bob", Cancel);
        await Eventually.Holds(
            async () =>
            {
                _ = await http.GetAsync("/shop?who=ann", Cancel);
                return _group.Actions.Calls.Count;
            },
            static greetings => greetings > 0, "the visitor is greeted", TimeSpan.FromSeconds(90));

        Assert.All(_group.Actions.Calls, static call => Assert.Equal(["ann", "/shop"], call.Arguments));
        Assert.Equal(["ann", "bob"], await RecordsAsync());
    }

    [Fact]
    [Row("E33")]
    public void Each_example_is_a_track_as_it_stands()
    {
        var files = Directory.GetFiles(RepositoryRoot.File("samples", "TrackWorker", "tracks"));
        Assert.Equal(3, files.Length);
        Assert.All(files, static file => Assert.Empty(TrackText.Parse(File.ReadAllText(file)).Errors));
    }

    private static string Track(string name, params (string Text, string Instead)[] changes) => changes.Aggregate(
        File.ReadAllText(RepositoryRoot.File("samples", "TrackWorker", "tracks", $"{name}.track")),
        static (text, change) => text.Contains(change.Text, StringComparison.Ordinal) ? text.Replace(change.Text, change.Instead, StringComparison.Ordinal) : throw new InvalidOperationException($"the example has no '{change.Text}'"));

    private static Registration Service(string name) => new(name, "i") { Endpoints = [new Endpoint("http", "10.0.0.1", 80)] };

    private Task<List<string>> RecordsAsync() => _group.Stores.ReadAsync("select record from track_record order by record", row => row.GetString(0));

    private async Task<string> SubjectsAsync() => string.Join(", ", (await _group.Stores.ReadAsync("select subject from track_outbox", row => row.GetString(0))).Order(StringComparer.Ordinal));
}
