using System.Globalization;
using OrleansNaming.Tracks.Stores;
using OrleansNaming.Tracks.Tests.Stores;

namespace OrleansNaming.Tracks.Tests.Processes;

/// <summary>
/// Real processes that own one track after the other, killed and stopped at any point of their work: each record's effect happens exactly once at the fenced resource.
/// Who takes over when is told them here; when a server may is the deciding part's, and is tested there.
/// </summary>
[On(Engine.Lan)]
public sealed class WorkerProcessTests(PostgresServer server, ITestOutputHelper output) : IAsyncLifetime
{
    private const int RecordsEach = 150;

    private readonly List<WorkerProcess> _workers = [];
    private readonly Random _random = new(1);
    private SqlStores? _stores;
    private int _records;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers)
        {
            await worker.DisposeAsync();
        }

        if (_stores is not null)
        {
            await _stores.DisposeAsync();
        }
    }

    [RequiresFact("postgres", Need.Linux)]
    [Row("E23")]
    [Row("E27")]
    public async Task Of_owners_on_PostgreSQL_killed_at_work_each_record_is_done_once()
    {
        var stores = new PostgresStores(server);
        _stores = await stores.StartAsync();

        await KillsAsync("postgres", stores.Connection);
    }

    [Fact]
    [Row("E23")]
    [Row("E27")]
    public async Task Of_owners_on_one_SQLite_file_killed_at_work_each_record_is_done_once()
    {
        var stores = new SqliteStores();
        _stores = await stores.PreparedAsync();

        await KillsAsync("sqlite", stores.Path);
    }

    [RequiresFact("postgres", Need.Linux)]
    [Row("E26")]
    [Row("E27")]
    public async Task An_owner_that_was_stopped_at_work_finds_itself_fenced_out_when_it_goes_on()
    {
        var stores = new PostgresStores(server);
        _stores = await stores.StartAsync();
        var (stops, fencedOut) = (Effort.Cases(10) + 2, 0);
        var owner = await WorkingAsync("postgres", stores.Connection);

        for (var i = 0; i < stops; i++)
        {
            await owner.StopAsync();
            var next = await WorkingAsync("postgres", stores.Connection);
            await owner.GoOnAsync();
            fencedOut += await owner.EndAsync() == "fenced out" ? 1 : 0;
            owner = next;
        }

        await FinishedAsync("postgres", stores.Connection);
        output.WriteLine($"{stops} stopped, {fencedOut} of them fenced out; {_records} records");
        Assert.True(fencedOut * 2 > stops, "hardly one was stopped at work");
        await EachOnceAsync();
    }

    private async Task KillsAsync(string kind, string connection)
    {
        var kills = Effort.Tier == Tier.Quick ? 6 : 25;
        var finished = 0;
        for (var i = 0; i < kills; i++)
        {
            var owner = await WorkingAsync(kind, connection);
            finished += await owner.KillAsync() == "finished" ? 1 : 0;
        }

        await FinishedAsync(kind, connection);
        output.WriteLine($"{kills} killed, {finished} of them had nothing left to do; {_records} records");
        Assert.True(finished * 2 < kills, "hardly one was killed at work");
        await EachOnceAsync();
    }

    /// <summary>A new owner that took the track and is somewhere in its work.</summary>
    private async Task<WorkerProcess> WorkingAsync(string kind, string connection)
    {
        await EnqueueAsync();
        var worker = await StartAsync(kind, connection);
        await worker.SaysAsync("did", _random.Next(1, 30));
        return worker;
    }

    private async Task FinishedAsync(string kind, string connection) => Assert.Equal("finished", await (await StartAsync(kind, connection)).EndAsync());

    private async Task<WorkerProcess> StartAsync(string kind, string connection)
    {
        var worker = WorkerProcess.Start(kind, connection, $"s{_workers.Count}", seen: _workers.Count);
        _workers.Add(worker);
        await worker.SaysAsync("taken");
        return worker;
    }

    private Task<int> EnqueueAsync() => _stores!.Work().EnqueueAsync(
        "jobs", [.. Enumerable.Range(0, RecordsEach).Select(_ => new WorkItem((_records++).ToString("00000", CultureInfo.InvariantCulture), default))], Cancel);

    private async Task EachOnceAsync()
    {
        var done = (await _stores!.NotesAsync()).Order(StringComparer.Ordinal);

        Assert.Equal(Enumerable.Range(0, _records).Select(i => i.ToString("00000", CultureInfo.InvariantCulture)), done);
        Assert.Equal(new WorkCounts(0, _records, 0), await _stores.Work().CountAsync("jobs", Cancel));
    }
}
