using System.Data.Common;
using System.Globalization;
using OrleansNaming.Tracks.Fencing;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Tests.Processes;

/// <summary>
/// An owner of the track "jobs" as a process of its own: takes it by the epoch that it is told, does all its records, two at a time, and says so by lines:
/// <c>taken</c>, <c>did RECORD</c>, and in the end <c>finished</c> or <c>fenced out</c>.
/// </summary>
internal sealed class WorkerProgram(TrackDatabase database, TrackToken token)
{
    private static readonly DateTimeOffset Whenever = DateTimeOffset.MaxValue;

    private readonly SqlWorkStore _work = new(database, "g");

    public static async Task<int> RunAsync(string kind, string connection, string server, string seen)
    {
        var options = new TrackDatabaseOptions { FencedIdleTimeout = TimeSpan.FromSeconds(1) };
        await using var database = kind == "sqlite" ? TrackDatabase.Sqlite(connection, options) : TrackDatabase.Postgres(connection, options);
        var holder = new Holder(new ServerId(server), new BootId((UInt128)Environment.ProcessId));
        if (await new SqlOwnershipStore(database, "g").TakeAsync("jobs", ulong.Parse(seen, CultureInfo.InvariantCulture), holder, default) is not { } token)
        {
            Console.WriteLine("refused");
            return 1;
        }

        Console.WriteLine("taken");
        var worker = new WorkerProgram(database, token);
        var whole = await Task.WhenAll(Task.Run(() => worker.WorkAsync(backwards: false)), Task.Run(() => worker.WorkAsync(backwards: true)));
        Console.WriteLine(whole.All(finished => finished) ? "finished" : "fenced out");
        return 0;
    }

    /// <summary>Works until nothing is left, or until it is no owner. What fails with an unknown outcome is looked at again: done or not, the store knows.</summary>
    private async Task<bool> WorkAsync(bool backwards)
    {
        while (true)
        {
            try
            {
                var ready = await _work.ReadyAsync(token, Whenever, null, 20, default);
                foreach (var record in backwards ? ready.Reverse() : ready)
                {
                    if (await DoAsync(record.Record) == WorkOutcome.FencedOut)
                    {
                        return false;
                    }
                }

                if (ready.Count == 0)
                {
                    await using var fenced = await _work.Fence.TryBeginAsync(token, default);
                    return fenced is not null;
                }
            }
            catch (DbException)
            {
                Console.WriteLine("unknown");
            }
        }
    }

    private async Task<WorkOutcome> DoAsync(string record)
    {
        var outcome = await _work.CompleteAsync(token, record, (transaction, cancel) => NoteAsync((FencedTransaction)transaction, record, cancel), default);
        if (outcome == WorkOutcome.Done)
        {
            Console.WriteLine($"did {record}");
        }

        return outcome;
    }

    private Task<int> NoteAsync(FencedTransaction transaction, string record, CancellationToken cancellationToken) =>
        database.Session(transaction.Connection, transaction.Transaction).ExecuteAsync("insert into note (line) values (@line)", [("line", record)], cancellationToken);
}
