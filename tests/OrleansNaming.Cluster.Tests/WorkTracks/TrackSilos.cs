using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Npgsql;
using OrleansNaming.Cluster.Tests.OneDirectory;
using OrleansNaming.Cluster.Tests.Processes;

namespace OrleansNaming.Cluster.Tests.WorkTracks;

/// <summary>Three silos that are one group of servers, as processes; membership, grains and tracks are in PostgreSQL.</summary>
internal sealed class TrackSilos : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

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

    /// <summary>What every silo that lives says of the servers and their tracks, times left out; a line a silo.</summary>
    public async Task<string> TablesAsync() => string.Join('\n', await Task.WhenAll(_silos.Values.Select(async silo => string.Join(' ', (await _http.GetFromJsonAsync<JsonNode>($"{silo.Url}/v1/tracks/orders/servers", Ends))!["servers"]!.AsArray()
        .Select(server => $"{server!["server"]}{((bool)server["isMaster"]! ? "*" : "")}:{string.Join(',', server["owned"]!.AsArray().Select(track => (string?)track))}")))));

    /// <summary>Writes a track at one silo.</summary>
    public async Task WriteAsync(string silo, string text)
    {
        using var answer = await _http.PostAsync($"{_silos[silo].Url}/v1/tracks/orders/definitions", new StringContent(text), Ends);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ends));
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
        await silos.ExecuteAsync($"create schema {schema}");
        string[] settings =
        [
            .. isGroupInDatabase ? ["--Naming:Tracks:Postgres", $"{postgres.Connection};Search Path={schema}"] : Array.Empty<string>(), "--Naming:Tracks:Level", "Fenced", "--Naming:Tracks:Interval", "00:00:00.5",
            "--Naming:Tracks:AllowUnusualInterval", "true", "--Naming:Tracks:BlockRecords", "10", .. tracks.SelectMany((track, i) => new[] { $"--Naming:Tracks:Tracks:{i}", track }),
        ];
        await Task.WhenAll(Enumerable.Range(1, 3).Select(i => silos.AddAsync($"s{i}", postgres.Connection, settings)));
        return silos;
    }

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
