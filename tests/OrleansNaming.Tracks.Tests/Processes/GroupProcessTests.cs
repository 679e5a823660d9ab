using System.Globalization;
using System.Text.Json.Nodes;
using OrleansNaming.Tracks.Stores;
using OrleansNaming.Tracks.Tests.Stores;

namespace OrleansNaming.Tracks.Tests.Processes;

/// <summary>A whole group as real processes on one database: they find each other, share the work, and take over from whoever is killed or stopped.</summary>
[On(Engine.Lan)]
public sealed class GroupProcessTests(PostgresServer postgres, ITestOutputHelper output) : IAsyncLifetime
{
    private const int Tracks = 6;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("naming-group-");
    private readonly List<GroupServer> _servers = [];
    private readonly int _multicast = Ports.Udp();
    private readonly Random _random = new(1);
    private SqlStores? _stores;
    private int _records;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        if (_stores is not null)
        {
            await _stores.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    [RequiresFact("postgres", Need.Linux)]
    [Row("E23")]
    [Row("E25")]
    [Row("E27")]
    public async Task While_servers_are_killed_and_stopped_under_load_each_record_is_done_once()
    {
        var stores = new PostgresStores(postgres);
        _stores = await stores.StartAsync();
        await _stores.ExecuteAsync("create table shipped (record text not null, epoch bigint not null)");
        var (kills, stops) = Effort.Tier == Tier.Quick ? (2, 1) : (25, 10);
        Start(3, "Naming__Tracks__Postgres", stores.Connection);
        await OwnedAsync();

        bool[] faults = [.. Enumerable.Repeat(true, kills), .. Enumerable.Repeat(false, stops)];
        _random.Shuffle(faults);
        foreach (var kill in faults)
        {
            await EnqueueAsync(300);
            var victim = _servers[_random.Next(_servers.Count)];
            await DoneSomeAsync();
            if (kill)
            {
                await victim.KillAsync();
                await TakenOverAsync(victim);
                victim.Start();
            }
            else
            {
                await StopAndGoOnAsync(victim);
            }
        }

        await Eventually.Holds(() => CountAsync("select count(*) from shipped"), count => count == _records, $"{_records} records are done", TimeSpan.FromSeconds(120));
        Assert.Equal(_records, await CountAsync("select count(distinct record) from shipped"));
        output.WriteLine($"{kills} kills, {stops} stops, {_records} records, {await CountAsync("select max(epoch) from track_owner where group_name = 'orders'")} epochs of one track at most");
    }

    [Fact]
    [Row("E5")]
    [Row("E20")]
    [Row("E29")]
    public async Task The_table_of_servers_is_the_same_on_all_and_the_tool_shows_it()
    {
        var stores = new SqliteStores();
        _stores = await stores.PreparedAsync();
        await _stores.ExecuteAsync("create table shipped (record text not null, epoch bigint not null)");
        Start(3, "Naming__Tracks__Sqlite", stores.Path);
        await OwnedAsync();

        var tables = await Eventually.Holds(
            async () => await Task.WhenAll(_servers.Select(async server => OwnersIn(await server.GetAsync("servers")))), tables => tables.Distinct().Count() == 1 && tables[0].Count('*') == 1, "all three show one table, with one master", TimeSpan.FromSeconds(60));
        Assert.Contains("Operational", await ToolAsync("group", "status", "--group", "orders"));
        var tracks = await ToolAsync("tracks", "--group", "orders");
        Assert.Contains("t0", tracks);
        Assert.Contains("owner w", await ToolAsync("track", "explain", "t0", "--group", "orders"));
        var owner = _servers.Single(server => server.Name == OwnerOf(tables[0], "t0"));
        Assert.Contains("released", await ToolAsync(owner, "track", "release", "t0", "--group", "orders"));
        await Eventually.Holds(async () => OwnersIn(await _servers[0].GetAsync("servers")), table => OwnerOf(table, "t0") is { } next && next != owner.Name, "another server owns t0", TimeSpan.FromSeconds(60));
    }

    [RequiresFact("kill", Need.Linux)]
    [Row("E41")]
    public async Task Servers_that_no_multicast_joins_find_each_other_by_their_URLs_over_TLS()
    {
        var certificate = new SelfMadeCertificate(_folder.FullName);
        string[] urls = [.. Enumerable.Range(0, 3).Select(_ => $"https://127.0.0.1:{Ports.Tcp()}")];
        for (var i = 0; i < 3; i++)
        {
            var settings = new Dictionary<string, string>
            {
                ["Naming__Cluster"] = $"island-{i}",
                ["Naming__Lan__MulticastPort"] = Ports.Udp().ToString(CultureInfo.InvariantCulture),
                ["Naming__Lan__PullPort"] = "0",
                ["Naming__Tracks__Interval"] = "00:00:00.5",
                ["Naming__Tracks__AllowUnusualInterval"] = "true",
                ["Naming__Tracks__Key"] = "a key of the whole group",
                ["Naming__Tracks__Sqlite"] = Path.Combine(_folder.FullName, "unused.db"),
                ["Kestrel__Certificates__Default__Path"] = certificate.Pfx,
                ["Kestrel__Certificates__Default__Password"] = SelfMadeCertificate.Password,
                ["SSL_CERT_FILE"] = certificate.Authority,
            };
            for (var track = 0; track < Tracks; track++)
            {
                settings[$"Naming__Tracks__Tracks__{track}"] = $"t{track}";
            }

            foreach (var (peer, at) in urls.Where(url => url != urls[i]).Select((peer, at) => (peer, at)))
            {
                settings[$"Naming__Tracks__Peers__{at}"] = peer;
            }

            _servers.Add(new GroupServer($"w{i}", _folder.FullName, settings));
            _servers[^1].Start(urls[i]);
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

    private void Start(int servers, string database, string where)
    {
        var settings = new Dictionary<string, string>
        {
            ["Naming__Cluster"] = "group-test",
            ["Naming__Lan__MulticastPort"] = _multicast.ToString(CultureInfo.InvariantCulture),
            ["Naming__Lan__PullPort"] = "0",
            ["Naming__Lan__Interval"] = "00:00:00.3",
            ["Naming__Tracks__Level"] = "Fenced",
            ["Naming__Tracks__Interval"] = "00:00:00.5",
            ["Naming__Tracks__AllowUnusualInterval"] = "true",
            ["Naming__Tracks__BlockRecords"] = "10",
            [database] = where,
        };
        for (var i = 0; i < Tracks; i++)
        {
            settings[$"Naming__Tracks__Tracks__{i}"] = $"t{i}";
        }

        for (var i = 0; i < servers; i++)
        {
            _servers.Add(new GroupServer($"w{i}", _folder.FullName, settings));
            _servers[^1].Start();
        }
    }

    private Task<int> EnqueueAsync(int count) => _stores!.Work("orders").EnqueueAsync(
        $"t{_random.Next(Tracks)}", [.. Enumerable.Range(0, count).Select(_ => new WorkItem((_records++).ToString("000000", CultureInfo.InvariantCulture), default))], Cancel);

    private Task<long> OwnedAsync() => Eventually.Holds(
        () => CountAsync("select count(*) from track_owner where group_name = 'orders' and holder_server is not null"), count => count == Tracks, "every track has an owner", TimeSpan.FromSeconds(60));

    /// <summary>The load is being worked on.</summary>
    private async Task DoneSomeAsync()
    {
        var before = await CountAsync("select count(*) from shipped");
        await Eventually.Holds(() => CountAsync("select count(*) from shipped"), count => count > before || count == _records, "something is done", TimeSpan.FromSeconds(60));
    }

    private Task<long> TakenOverAsync(GroupServer victim) => Eventually.Holds(
        () => CountAsync($"select count(*) from track_owner where group_name = 'orders' and holder_server = '{victim.Name}'"), count => count == 0, $"{victim.Name} owns nothing any more", TimeSpan.FromSeconds(60));

    private async Task StopAndGoOnAsync(GroupServer victim)
    {
        await victim.StopAsync();
        await TakenOverAsync(victim);
        await victim.GoOnAsync();
    }

    private async Task<long> CountAsync(string sql) => Convert.ToInt64((await _stores!.ReadAsync(sql, row => row.GetValue(0)))[0], CultureInfo.InvariantCulture);

    /// <summary>What is the same on all servers: all but times.</summary>
    private static string OwnersIn(JsonNode? table) => table is null ? "" : string.Join(' ', table["servers"]!.AsArray()
        .Select(server => $"{server!["server"]}{((bool)server["isMaster"]! ? "*" : "")}:{string.Join(',', server["owned"]!.AsArray())}"));

    private static string? OwnerOf(string table, string track) =>
        table.Split(' ').Where(server => server.Contains(':') && server.Split(':')[1].Split(',').Contains(track)).Select(server => server.Split(':')[0].TrimEnd('*')).FirstOrDefault();

    private Task<string> ToolAsync(params string[] arguments) => ToolAsync(_servers[0], arguments);

    private static async Task<string> ToolAsync(GroupServer server, params string[] arguments)
    {
        using var tool = NamingTool.Start([.. arguments, "--server", server.Url!]);
        var said = await tool.StandardOutput.ReadToEndAsync(Cancel);
        var complained = await tool.StandardError.ReadToEndAsync(Cancel);
        await tool.WaitForExitAsync(Cancel);
        Assert.True(tool.ExitCode == 0, $"{string.Join(' ', arguments)} exited {tool.ExitCode}: {complained}");
        return said;
    }
}
