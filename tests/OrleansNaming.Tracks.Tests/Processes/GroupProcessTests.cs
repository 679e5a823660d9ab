using System.Globalization;
using System.Text.Json.Nodes;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Tests.Processes;

/// <summary>A whole group as real processes on one database: they find each other, share the work, and take over from whoever is killed or stopped.</summary>
[On(Engine.Lan)]
public sealed class GroupProcessTests(PostgresServer postgres, ITestOutputHelper output)
{
    private const int Tracks = 6;

    private static readonly Dictionary<string, string> TrackNames = Enumerable.Range(0, Tracks).ToDictionary(i => $"Naming__Tracks__Tracks__{i}", i => $"t{i}");

    private readonly Random _random = new(1);
    private int _records;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [RequiresFact("postgres", Need.Linux)]
    [Row("E23")]
    [Row("E25")]
    [Row("E27")]
    public async Task While_servers_are_killed_and_stopped_under_load_each_record_is_done_once()
    {
        await using var group = await ServerGroup.OnPostgresAsync(postgres);
        await group.Stores.ExecuteAsync("create table shipped (record text not null, epoch bigint not null)");
        var (kills, stops) = Effort.Tier == Tier.Quick ? (2, 1) : (25, 10);
        await StartAsync(group);

        bool[] faults = [.. Enumerable.Repeat(true, kills), .. Enumerable.Repeat(false, stops)];
        _random.Shuffle(faults);
        foreach (var kill in faults)
        {
            await EnqueueAsync(group, 300);
            var victim = group.Servers[_random.Next(group.Servers.Count)];
            await DoneSomeAsync(group);
            if (kill)
            {
                await victim.KillAsync();
                await group.TakenOverAsync(victim);
                victim.Start();
            }
            else
            {
                await StopAndGoOnAsync(group, victim);
            }
        }

        await group.CountsAsync("select count(*) from shipped", count => count == _records, $"{_records} records are done", TimeSpan.FromSeconds(120));
        Assert.Equal(_records, await group.CountAsync("select count(distinct record) from shipped"));
        output.WriteLine($"{kills} kills, {stops} stops, {_records} records, {await group.CountAsync("select max(epoch) from track_owner where group_name = 'orders'")} epochs of one track at most");
    }

    [Fact]
    [Row("E5")]
    [Row("E20")]
    [Row("E29")]
    public async Task The_table_of_servers_is_the_same_on_all_and_the_tool_shows_it()
    {
        await using var group = await ServerGroup.OnSqliteAsync();
        await group.Stores.ExecuteAsync("create table shipped (record text not null, epoch bigint not null)");
        await StartAsync(group);

        var tables = await Eventually.Holds(
            async () => await Task.WhenAll(group.Servers.Select(async server => OwnersIn(await server.GetAsync("servers")))), tables => tables.Distinct().Count() == 1 && tables[0].Count('*') == 1, "all three show one table, with one master", TimeSpan.FromSeconds(60));
        Assert.Contains("Operational", await ToolAsync(group.Servers[0], "group", "status"));
        var tracks = await ToolAsync(group.Servers[0], "tracks");
        Assert.Contains("t0", tracks);
        Assert.Contains("owner w", await ToolAsync(group.Servers[0], "track", "explain", "t0"));
        var owner = group.Servers.Single(server => server.Name == OwnerOf(tables[0], "t0"));
        Assert.Contains("released", await ToolAsync(owner, "track", "release", "t0"));
        await Eventually.Holds(async () => OwnersIn(await group.Servers[0].GetAsync("servers")), table => OwnerOf(table, "t0") is { } next && next != owner.Name, "another server owns t0", TimeSpan.FromSeconds(60));
    }

    [RequiresFact("kill", Need.Linux)]
    [Row("E41")]
    public async Task Servers_that_no_multicast_joins_find_each_other_by_their_URLs_over_TLS()
    {
        await using var group = await ServerGroup.OnSqliteAsync();
        var certificate = new SelfMadeCertificate(group.Folder);
        string[] urls = [.. Enumerable.Range(0, 3).Select(_ => $"https://127.0.0.1:{Ports.Tcp()}")];
        for (var i = 0; i < 3; i++)
        {
            var settings = new Dictionary<string, string>(TrackNames)
            {
                ["Naming__Cluster"] = $"island-{i}",
                ["Naming__Lan__MulticastPort"] = Ports.Udp().ToString(CultureInfo.InvariantCulture),
                ["Naming__Tracks__Level"] = "BestEffort",
                ["Naming__Tracks__Key"] = "a key of the whole group",
                ["Kestrel__Certificates__Default__Path"] = certificate.Pfx,
                ["Kestrel__Certificates__Default__Password"] = SelfMadeCertificate.Password,
                ["SSL_CERT_FILE"] = certificate.Authority,
            };
            foreach (var (peer, at) in urls.Where(url => url != urls[i]).Select((peer, at) => (peer, at)))
            {
                settings[$"Naming__Tracks__Peers__{at}"] = peer;
            }

            group.Start(settings, urls[i]);
        }

        using var tool = new HttpClient(new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = certificate.Trusting() } });
        await Eventually.Holds(
            async () => await Task.WhenAll(urls.Select(async url => OwnersIn(await TableAsync(tool, url)))),
            tables => tables.Distinct().Count() == 1 && tables[0].Count('*') == 1 && tables[0].Count('t') == Tracks, "all three show one table in which every track has one owner", TimeSpan.FromSeconds(60));
    }

    private static async Task<JsonNode?> TableAsync(HttpClient http, string url)
    {
        try
        {
            return JsonNode.Parse(await http.GetStringAsync($"{url}/v1/tracks/orders/servers", Cancel));
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task StartAsync(ServerGroup group)
    {
        var settings = new Dictionary<string, string>(TrackNames) { ["Naming__Tracks__BlockRecords"] = "10" };
        for (var i = 0; i < 3; i++)
        {
            group.Start(settings);
        }

        await group.OwnedAsync(Tracks);
    }

    private Task<int> EnqueueAsync(ServerGroup group, int count) => group.Stores.Work("orders").EnqueueAsync(
        $"t{_random.Next(Tracks)}", [.. Enumerable.Range(0, count).Select(_ => new WorkItem((_records++).ToString("000000", CultureInfo.InvariantCulture), default))], Cancel);

    /// <summary>The load is being worked on.</summary>
    private async Task DoneSomeAsync(ServerGroup group)
    {
        var before = await group.CountAsync("select count(*) from shipped");
        await group.CountsAsync("select count(*) from shipped", count => count > before || count == _records, "something is done");
    }

    private static async Task StopAndGoOnAsync(ServerGroup group, GroupServer victim)
    {
        await victim.StopAsync();
        await group.TakenOverAsync(victim);
        await victim.GoOnAsync();
    }

    /// <summary>What is the same on all servers: all but times.</summary>
    private static string OwnersIn(JsonNode? table) => table is null ? "" : string.Join(' ', table["servers"]!.AsArray()
        .Select(server => $"{server!["server"]}{((bool)server["isMaster"]! ? "*" : "")}:{string.Join(',', server["owned"]!.AsArray())}"));

    private static string? OwnerOf(string table, string track) =>
        table.Split(' ').Where(server => server.Contains(':') && server.Split(':')[1].Split(',').Contains(track)).Select(server => server.Split(':')[0].TrimEnd('*')).FirstOrDefault();

    private static async Task<string> ToolAsync(GroupServer server, params string[] arguments)
    {
        var (exit, said, complained) = await server.ToolAsync(arguments);
        Assert.True(exit == 0, $"{string.Join(' ', arguments)} exited {exit}: {complained}");
        return said;
    }
}
