using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using OrleansNaming.Benchmarks.Measuring;
using OrleansNaming.Benchmarks.TrackGroups;

namespace OrleansNaming.Benchmarks.Steps;

/// <summary>Parcels that go through three steps: by a group of three servers, and by hand.</summary>
internal sealed class StepsBench(MemberGroup group, NpgsqlDataSource database) : IAsyncDisposable
{
    public const int Records = 10_000;

    private const int RecordsAlone = 500;
    private const int Block = 100;

    private const string Track = """
        TRACK "parcels" GROUP "bench"
          WHEN EXTERNAL "go"
          GATHER FROM main "select id, weight, label, place from parcel" KEY id UPDATES parcel COLUMNS id text, weight number, label text, place text
          STEP "weighed" IF weight < 50 THEN SET weight = weight + 1
          STEP "labelled" IF weight > 0 THEN SET label = 'fragile'
          STEP "gone" IF place IS NULL THEN SET place = 'gone'
        END
        """;

    private static readonly string[] Updates =
    [
        "update parcel set weight = weight + 1 where id = $1 and weight < 50", "update parcel set label = 'fragile' where id = $1 and weight > 0", "update parcel set place = 'gone' where id = $1 and place is null",
    ];

    private int _round;

    public static async Task<StepsBench> StartAsync(string connection, NpgsqlDataSource database)
    {
        var settings = new Dictionary<string, string> { ["Naming__Tracks__Level"] = "Fenced", ["Naming__Tracks__Postgres"] = connection };
        var bench = new StepsBench(await MemberGroup.StartAsync(ticks: false, TimeSpan.FromSeconds(1), settings), database);
        await bench.ExecuteAsync("drop table if exists parcel; create table parcel (id text primary key, weight integer not null, label text, place text)");
        await bench.PostAsync(group => $"{group.Members[0].Url}/v1/tracks/bench/definitions", Track, "");
        await MemberGroup.UntilAsync(async () => await bench.CountAsync("select count(*) from track_owner where group_name = 'bench' and track = 'parcels' and holder_server is not null") == 1, "the track is owned");
        return bench;
    }

    public IReadOnlyList<Figure> Measure(int rounds) => Turns.Measure(
        rounds,
        By("plain SQL, a transaction for 100 records", Records, () => PlainAsync(Block)),
        By("**decision track**", Records, TrackAsync),
        By("plain SQL, a transaction a record", RecordsAlone, () => PlainAsync(1)),
        By("plain SQL, three statements for all", Records, () => ExecuteAsync("update parcel set weight = weight + 1 where weight < 50; update parcel set label = 'fragile' where weight > 0; update parcel set place = 'gone' where place is null")));

    public ValueTask DisposeAsync() => group.DisposeAsync();

    private Contender By(string name, int records, Func<Task> run) => new(name, records, () => RunAsync(records, run).GetAwaiter().GetResult(), () => FillAsync(records).GetAwaiter().GetResult());

    private async Task<long> RunAsync(int records, Func<Task> run)
    {
        await run();
        return await CountAsync("select count(*) from parcel where label = 'fragile' and place = 'gone' and weight = 11") is var gone && gone == records ? gone : throw new InvalidOperationException($"{gone} of {records} went their way");
    }

    private Task FillAsync(int records) => ExecuteAsync(
        $"truncate parcel; insert into parcel (id, weight) select '{_round++}-' || i, 10 from generate_series(1, {records}) i");

    /// <summary>Posted to all, with one key: once, and whoever owns the track hears it at once.</summary>
    private async Task TrackAsync()
    {
        var key = _round.ToString(CultureInfo.InvariantCulture) + Guid.NewGuid().ToString("n");
        foreach (var at in Enumerable.Range(0, MemberGroup.Size))
        {
            await PostAsync(group => $"{group.Members[at].Url}/v1/tracks/bench/events/go", "", key);
        }

        await MemberGroup.UntilAsync(async () => await CountAsync("select case when exists (select 1 from parcel where place is null) then 1 else 0 end") == 0, "all records are gone");
    }

    private async Task PlainAsync(int block)
    {
        var blocks = new ConcurrentQueue<string[]>((await IdsAsync()).Chunk(block));
        await Task.WhenAll(Enumerable.Range(0, MemberGroup.Size).Select(_ => Task.Run(async () =>
        {
            while (blocks.TryDequeue(out var ids))
            {
                await UpdateAsync(ids);
            }
        })));
    }

    private async Task UpdateAsync(string[] ids)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var (id, update) in ids.SelectMany(id => Updates.Select(update => (id, update))))
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(update) { Parameters = { new NpgsqlParameter<string> { TypedValue = id } } });
        }

        await batch.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }

    private async Task<IReadOnlyList<string>> IdsAsync()
    {
        await using var command = database.CreateCommand("select id from parcel");
        await using var reader = await command.ExecuteReaderAsync();
        var ids = new List<string>();
        while (await reader.ReadAsync())
        {
            ids.Add(reader.GetString(0));
        }

        return ids;
    }

    private async Task PostAsync(Func<MemberGroup, string> url, string body, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url(group)) { Content = new StringContent(body) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        using var answer = await group.Http.SendAsync(request);
        _ = answer.IsSuccessStatusCode ? 0 : throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var command = database.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
