using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using OrleansNaming.Cluster.Tests.OneDirectory;
using OrleansNaming.Cluster.Tests.Processes;
using OrleansNaming.Gateway;

namespace OrleansNaming.Cluster.Tests.WorkTracks;

/// <summary>Three silos that are one group of servers, as processes; membership, grains and tracks are in PostgreSQL, where each names itself as its application. There is a key for each role that may write; reading needs none.</summary>
internal sealed class TrackSilos : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly NamingRole[] Roles = [NamingRole.Author, NamingRole.Operator, NamingRole.Administrator];

    private readonly string _cluster = $"tracks-{Guid.NewGuid():n}";
    private readonly Dictionary<string, (Spawned Process, string Url)> _silos = [];
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly NpgsqlDataSource _database;

    private TrackSilos(string connection) => _database = NpgsqlDataSource.Create(connection);

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    /// <param name="postgres">Where everything is; the tracks have a schema of their own there.</param>
    /// <param name="tracks">Tracks of the options.</param>
    public static Task<TrackSilos> StartAsync(Postgres postgres, params string[] tracks) => StartAsync(postgres, isGroupInDatabase: true, tracks);

    /// <summary>The same for a group without a database: a grain keeps its owners.</summary>
    public static Task<TrackSilos> StartWithGrainOwnersAsync(Postgres postgres, params string[] tracks) => StartAsync(postgres, isGroupInDatabase: false, tracks);

    /// <summary>kill -9.</summary>
    public async Task KillAsync(string silo)
    {
        var (process, _) = _silos[silo];
        _silos.Remove(silo);
        process.Kill();
        await process.DisposeAsync();
    }

    /// <summary>It stands still with all its connections open; the others take it for dead.</summary>
    public Task FreezeAsync(string silo) => _silos[silo].Process.SignalAsync("STOP");

    /// <summary>It goes on where it stood, and learns what it has missed.</summary>
    public Task ThawAsync(string silo) => _silos[silo].Process.SignalAsync("CONT");

    /// <summary>What every silo that lives says of the servers and their tracks, times left out; a line a silo.</summary>
    public async Task<string> TablesAsync() => string.Join('\n', await Task.WhenAll(_silos.Values.Select(async silo => string.Join(' ', (await _http.GetFromJsonAsync<JsonNode>($"{silo.Url}/v1/tracks/orders/servers", Ends))!["servers"]!.AsArray()
        .Select(server => $"{server!["server"]}{((bool)server["isMaster"]! ? "*" : "")}:{string.Join(',', server["owned"]!.AsArray().Select(track => (string?)track))}")))));

    /// <summary>Writes a track at one silo.</summary>
    public async Task WriteAsync(string silo, string text)
    {
        var (status, answer) = await CallAsync(silo, "POST", "/v1/tracks/orders/definitions", NamingRole.Author, text);
        Assert.True(status == 200, answer);
    }

    /// <summary>Calls a silo's API as somebody with that role.</summary>
    public async Task<(int Status, string Body)> CallAsync(string silo, string method, string path, NamingRole role, string? body = null, string type = "text/plain")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), _silos[silo].Url + path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, type) };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {KeyOf(role)}");
        request.Headers.TryAddWithoutValidation("Accept", type);
        using var answer = await _http.SendAsync(request, Ends);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Ends));
    }

    /// <summary>The idempotency keys of the calls that a record's grain had.</summary>
    public Task<string[]?> KeysAsync(string record) => _http.GetFromJsonAsync<string[]>($"{_silos.Values.First().Url}/notes/{record}", Ends);

    /// <summary>Waits until a query's only value is as wanted.</summary>
    public Task<string> HoldsAsync(string query, Predicate<string> wanted, string what) => Eventually.Holds(async () => await ReadAsync(query) is [var value, ..] ? value : "", wanted, what, Patience);

    public async Task<IReadOnlyList<string>> ReadAsync(string query)
    {
        await using var command = _database.CreateCommand(query);
        await using var reader = await command.ExecuteReaderAsync(Ends);
        var rows = new List<string>();
        while (await reader.ReadAsync(Ends))
        {
            rows.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        }

        return rows;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Ends);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_silos.Values.Select(silo => silo.Process.DisposeAsync().AsTask()));
        _http.Dispose();
        await _database.DisposeAsync();
    }

    private static async Task<TrackSilos> StartAsync(Postgres postgres, bool isGroupInDatabase, string[] tracks)
    {
        await postgres.StartAsync();
        var schema = $"s{Guid.NewGuid():n}";
        var silos = new TrackSilos($"{postgres.Connection};Search Path={schema}");
        try
        {
            await silos.BeginAsync(postgres.Connection, schema, isGroupInDatabase, tracks);
            return silos;
        }
        catch
        {
            await silos.DisposeAsync();
            throw;
        }
    }

    private async Task BeginAsync(string connection, string schema, bool isGroupInDatabase, string[] tracks)
    {
        await ExecuteAsync($"create schema {schema}");
        string[] settings =
        [
            "--Naming:Tracks:Level", "Fenced", "--Naming:Tracks:Interval", "00:00:00.5", "--Naming:Tracks:AllowUnusualInterval", "true", "--Naming:Tracks:BlockRecords", "10",
            .. tracks.SelectMany((track, i) => new[] { $"--Naming:Tracks:Tracks:{i}", track }),
            .. Roles.SelectMany((role, i) => new[] { $"--Naming:Api:Keys:{i}:Name", $"the-{role.ToString().ToLowerInvariant()}", $"--Naming:Api:Keys:{i}:Role", $"{role}", $"--Naming:Api:Keys:{i}:Key", KeyOf(role) }),
        ];
        await Task.WhenAll(Enumerable.Range(1, 3).Select(i => AddAsync(
            $"s{i}", connection, [.. settings, .. isGroupInDatabase ? ["--Naming:Tracks:Postgres", $"{connection};Search Path={schema};Application Name=s{i}"] : Array.Empty<string>()])));
    }

    private static string KeyOf(NamingRole role) => $"key-of-{role.ToString().ToLowerInvariant()}-0123456789";

    private async Task AddAsync(string name, string connection, string[] settings)
    {
        var url = $"http://127.0.0.1:{Ports.Tcp()}";
        var process = await Spawned.StartAsync("OrleansNaming.Cluster.Tests", "ready", ["track-silo", _cluster, name, connection, "--urls", url, .. settings]);
        lock (_silos)
        {
            _silos[name] = (process, url);
        }
    }
}
