using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using OrleansNaming.Benchmarks.Measuring;
using OrleansNaming.Tracks.Fencing;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Benchmarks.Tracks;

/// <summary>
/// Workers that take blocks of a track's records from one queue and do each record: mark it done, and add a row. With the fence and the work store, and as plain SQL that
/// changes the same rows in as many transactions and checks nobody's token.
/// </summary>
internal sealed class TrackBench(TrackDatabase database, DbDataSource plain)
{
    public const int Blocks = 10;
    public const int RecordsEach = 100;

    private static readonly Holder Owner = new(new ServerId("bench"), new BootId(1));

    private readonly SqlWorkStore _work = new(database, "bench");
    private readonly ConcurrentQueue<string[]> _blocks = new();
    private TrackToken _token;
    private int _track;

    public IReadOnlyList<Figure> Measure(int rounds, int workers) =>
    [
        .. Turns.Measure(
            rounds,
            Of("plain SQL, a transaction a record", workers, block => EachAsync(block, record => PlainAsync([record]))),
            Of("**fenced, a transaction a record**", workers, block => EachAsync(block, record => FencedAsync([record])))),
        .. Turns.Measure(
            rounds,
            Of("plain SQL, a transaction a block", workers, PlainAsync),
            Of("**fenced, a transaction a block**", workers, FencedAsync)),
    ];

    public async Task PrepareAsync()
    {
        await database.MigrateAsync(default);
        await using var command = plain.CreateCommand("create table if not exists effect (track text not null, record text not null)");
        await command.ExecuteNonQueryAsync();
    }

    private static async Task EachAsync(string[] block, Func<string, Task> work)
    {
        foreach (var record in block)
        {
            await work(record);
        }
    }

    private Contender Of(string name, int workers, Func<string[], Task> work) =>
        new(name, Blocks * RecordsEach, () => RunAsync(workers, work).GetAwaiter().GetResult(), () => FillAsync().GetAwaiter().GetResult());

    private async Task<long> RunAsync(int workers, Func<string[], Task> work)
    {
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(async () =>
        {
            while (_blocks.TryDequeue(out var block))
            {
                await work(block);
            }
        })));
        var left = await _work.CountAsync(_token.Track, default);
        return left is { Ready: 0, Done: Blocks * RecordsEach } ? left.Done : throw new InvalidOperationException($"{left}");
    }

    /// <summary>A fresh track with its records, and all of them in blocks.</summary>
    private async Task FillAsync()
    {
        var track = $"t{_track++}-{Guid.NewGuid():n}";
        _token = await new SqlOwnershipStore(database, "bench").TakeAsync(track, 0, Owner, default) ?? throw new InvalidOperationException("not taken");
        var records = Enumerable.Range(0, Blocks * RecordsEach).Select(i => i.ToString("d6", CultureInfo.InvariantCulture)).ToArray();
        await _work.EnqueueAsync(track, [.. records.Select(record => new WorkItem(record, default))], default);
        foreach (var block in records.Chunk(RecordsEach))
        {
            _blocks.Enqueue(block);
        }
    }

    private async Task FencedAsync(string[] records)
    {
        await using var transaction = await _work.Fence.TryBeginAsync(_token, default) ?? throw new InvalidOperationException("fenced out");
        foreach (var record in records)
        {
            await _work.CompleteAsync(transaction, record, default);
            var fenced = (FencedTransaction)transaction;
            await EffectAsync(fenced.Connection, fenced.Transaction, record);
        }

        await transaction.CommitAsync(default);
    }

    private async Task PlainAsync(string[] records)
    {
        await using var connection = await plain.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var record in records)
        {
            await ExecuteAsync(
                connection, transaction, "update track_work set state = 'done', error = '' where group_name = @g and track = @t and record = @r and state = 'ready'", ("g", "bench"), ("t", _token.Track), ("r", record));
            await EffectAsync(connection, transaction, record);
        }

        await transaction.CommitAsync();
    }

    private Task EffectAsync(DbConnection connection, DbTransaction transaction, string record) =>
        ExecuteAsync(connection, transaction, "insert into effect (track, record) values (@t, @r)", ("t", _token.Track), ("r", record));

    private static async Task ExecuteAsync(DbConnection connection, DbTransaction transaction, string sql, params (string Name, string Value)[] values)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        await command.ExecuteNonQueryAsync();
    }
}
