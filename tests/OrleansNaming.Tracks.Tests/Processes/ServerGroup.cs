using System.Globalization;
using OrleansNaming.Tracks.Tests.Stores;

namespace OrleansNaming.Tracks.Tests.Processes;

/// <summary>Real servers of the group "orders" on one database, in a folder of their own; what is left of them ends with the test.</summary>
internal sealed class ServerGroup : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("naming-group-");
    private readonly List<GroupServer> _servers = [];
    private readonly Dictionary<string, string> _settings;

    private ServerGroup(SqlStores stores, string database, string where)
    {
        Stores = stores;
        _settings = new Dictionary<string, string>
        {
            ["Naming__Cluster"] = "group-test",
            ["Naming__Lan__MulticastPort"] = Ports.Udp().ToString(CultureInfo.InvariantCulture),
            ["Naming__Lan__PullPort"] = "0",
            ["Naming__Lan__Interval"] = "00:00:00.3",
            ["Naming__Tracks__Level"] = "Fenced",
            ["Naming__Tracks__Interval"] = "00:00:00.5",
            ["Naming__Tracks__AllowUnusualInterval"] = "true",
            [$"Naming__Tracks__{database}"] = where,
        };
    }

    public SqlStores Stores { get; }

    public string Folder => _folder.FullName;

    public IReadOnlyList<GroupServer> Servers => _servers;

    public static async Task<ServerGroup> OnPostgresAsync(PostgresServer server)
    {
        var stores = new PostgresStores(server);
        return new ServerGroup(await stores.StartAsync(), "Postgres", stores.Connection);
    }

    public static async Task<ServerGroup> OnSqliteAsync()
    {
        var stores = new SqliteStores();
        return new ServerGroup(await stores.PreparedAsync(), "Sqlite", stores.Path);
    }

    /// <summary>Starts the next server, named by its place: w0, w1 …</summary>
    /// <param name="settings">What it has beside or instead of the group's settings.</param>
    /// <param name="url">Where it listens; null for a port of its own.</param>
    public GroupServer Start(IReadOnlyDictionary<string, string>? settings = null, string? url = null)
    {
        var all = new Dictionary<string, string>(_settings);
        foreach (var (key, value) in settings ?? new Dictionary<string, string>())
        {
            all[key] = value;
        }

        var server = new GroupServer($"w{_servers.Count}", Folder, all);
        _servers.Add(server);
        server.Start(url);
        return server;
    }

    /// <summary>The number that a query has in its only row.</summary>
    public async Task<long> CountAsync(string sql) => Convert.ToInt64((await Stores.ReadAsync(sql, row => row.GetValue(0)))[0], CultureInfo.InvariantCulture);

    /// <summary>Waits until a query's number is as wanted.</summary>
    public Task<long> CountsAsync(string sql, Predicate<long> wanted, string what, TimeSpan? within = null) => Eventually.Holds(() => CountAsync(sql), wanted, what, within ?? Patience);

    /// <summary>Waits until each of so many tracks has an owner.</summary>
    public Task<long> OwnedAsync(int tracks) =>
        CountsAsync("select count(*) from track_owner where group_name = 'orders' and holder_server is not null", count => count == tracks, "every track has an owner");

    /// <summary>Waits until a server owns nothing any more.</summary>
    public Task<long> TakenOverAsync(GroupServer victim) =>
        CountsAsync($"select count(*) from track_owner where group_name = 'orders' and holder_server = '{victim.Name}'", count => count == 0, $"{victim.Name} owns nothing any more");

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        await Stores.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
