using System.Globalization;
using System.Text;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Tests.Stores;

/// <summary>The records of work: kept once, done once.</summary>
public abstract class WorkStoreContract : StoreContract
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_record_that_is_known_is_not_kept_again()
    {
        var token = await TakenAsync(Ann);

        Assert.Equal(2, await Stores.Work().EnqueueAsync("jobs", [Item("b", "first"), Item("a", "first"), Item("a", "again")], Cancel));
        Assert.Equal(1, await Stores.Work().EnqueueAsync("jobs", [Item("a", "changed"), Item("c", "first")], Cancel));
        Assert.Equal(0, await Stores.Work().EnqueueAsync("jobs", [], Cancel));

        var ready = await ReadyAsync(token);
        Assert.Equal([("a", "first", 0), ("b", "first", 0), ("c", "first", 0)], ready.Select(record => (record.Record, Text(record.Payload), record.Attempts)));
    }

    [Fact]
    public async Task Ready_records_come_by_bytes_in_pages()
    {
        var token = await TakenAsync(Ann);
        await EnqueueAsync("😀", "é", "a b", "B", "\uFFFD");

        var first = await Stores.Work().ReadyAsync(token, Noon, null, 2, Cancel);
        var rest = await Stores.Work().ReadyAsync(token, Noon, first[^1].Record, 9, Cancel);

        Assert.Equal(["B", "a b"], first.Select(record => record.Record));
        Assert.Equal(["é", "\uFFFD", "😀"], rest.Select(record => record.Record));
    }

    [Fact]
    [Row("E26")]
    public async Task A_former_owner_sees_no_work_and_changes_none()
    {
        var former = await TakenAsync(Ann);
        await EnqueueAsync("a");
        var handedOut = Assert.Single(await ReadyAsync(former));
        await TakenAsync(Bob, seen: 1);

        Assert.Empty(await ReadyAsync(former));
        Assert.Equal(WorkOutcome.FencedOut, await DoAsync(former, "a", "stale"));
        Assert.Equal(FailureOutcome.FencedOut, await Stores.Work().FailAsync(former, handedOut, "stale", Noon, Cancel));

        Assert.Empty(await Stores.NotesAsync());
        Assert.Equal(new WorkCounts(1, 0, 0), await Stores.Work().CountAsync("jobs", Cancel));
    }

    [Fact]
    public async Task A_record_and_its_effect_are_done_together_and_once()
    {
        var token = await TakenAsync(Ann);
        await EnqueueAsync("a", "b");

        Assert.Equal(WorkOutcome.Done, await DoAsync(token, "a", "effect"));
        Assert.Equal(WorkOutcome.DoneBefore, await DoAsync(token, "a", "again"));
        Assert.Equal(WorkOutcome.DoneBefore, await DoAsync(token, "never kept", "again"));

        Assert.Equal(["effect"], await Stores.NotesAsync());
        Assert.Equal(["b"], (await ReadyAsync(token)).Select(record => record.Record));
        Assert.Equal(0, await Stores.Work().EnqueueAsync("jobs", [Item("a", "first")], Cancel));
    }

    [Fact]
    public async Task An_effect_that_fails_leaves_its_record_ready()
    {
        var token = await TakenAsync(Ann);
        await EnqueueAsync("a");

        await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => Stores.Work().CompleteAsync(
            token,
            "a",
            async (transaction, _) =>
            {
                await Stores.NoteAsync(transaction, "half");
                throw new TimeZoneNotFoundException();
            },
            Cancel));

        Assert.Empty(await Stores.NotesAsync());
        Assert.Single(await ReadyAsync(token));
    }

    [Fact]
    [Row("E27")]
    public async Task Three_servers_on_one_database_that_all_got_all_records_do_each_once()
    {
        var token = await TakenAsync(Ann);
        var records = Enumerable.Range(0, 40).Select(i => i.ToString("00", CultureInfo.InvariantCulture)).ToArray();
        await EnqueueAsync(records);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 3).Select(server => Task.Run(() => DoAllAsync(token, server, records))));

        Assert.Equal(records, (await Stores.NotesAsync()).Order(StringComparer.Ordinal));
        Assert.Equal(40, outcomes.Sum());
    }

    [Fact]
    [Row("E23")]
    public async Task After_its_owner_died_the_next_one_does_the_forty_records_that_were_left_and_not_the_sixty_done()
    {
        var records = Enumerable.Range(0, 100).Select(i => i.ToString("00", CultureInfo.InvariantCulture)).ToArray();
        await EnqueueAsync(records);
        await DoAllAsync(await TakenAsync(Ann), 0, records[..60]);

        var next = await TakenAsync(Bob, seen: 1);
        var left = (await ReadyAsync(next)).Select(record => record.Record).ToArray();
        await DoAllAsync(next, 1, left);

        Assert.Equal(records[60..], left);
        Assert.Equal(records, (await Stores.NotesAsync()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_failure_waits_twice_as_long_each_time_and_ends_as_a_dead_letter()
    {
        var token = await TakenAsync(Ann);
        await EnqueueAsync("a");
        var now = Noon;
        foreach (var seconds in new[] { 1, 2, 4, 8 })
        {
            Assert.Equal(FailureOutcome.Waits, await FailAsync(token, now));
            Assert.Empty(await Stores.Work().ReadyAsync(token, now.AddSeconds(seconds).AddMilliseconds(-1), null, 9, Cancel));
            now = now.AddSeconds(seconds);
        }

        Assert.Equal(FailureOutcome.Dead, await FailAsync(token, now));

        Assert.Empty(await Stores.Work().ReadyAsync(token, DateTimeOffset.MaxValue, null, 9, Cancel));
        var letter = Assert.Single(await Stores.Work().DeadLettersAsync("jobs", null, 9, Cancel));
        Assert.Equal(("a", 5, "it broke \uFFFD", "payload of a"), (letter.Record, letter.Attempts, letter.Error, Text(letter.Payload)));
        Assert.Empty(await Stores.Work().DeadLettersAsync("jobs", "a", 9, Cancel));
        Assert.Equal(WorkOutcome.DoneBefore, await DoAsync(token, "a", "dead"));
    }

    [Fact]
    public async Task A_failure_that_is_noted_twice_counts_once()
    {
        var token = await TakenAsync(Ann);
        await EnqueueAsync("a");
        var handedOut = Assert.Single(await ReadyAsync(token));

        Assert.Equal(FailureOutcome.Waits, await Stores.Work().FailAsync(token, handedOut, "it broke", Noon, Cancel));
        Assert.Equal(FailureOutcome.NotedBefore, await Stores.Work().FailAsync(token, handedOut, "it broke", Noon, Cancel));

        Assert.Equal(1, Assert.Single(await Stores.Work().ReadyAsync(token, Noon.AddHours(1), null, 9, Cancel)).Attempts);
    }

    [Fact]
    public async Task A_dead_letter_that_is_retried_is_ready_with_no_failures()
    {
        var options = new WorkOptions { AttemptsMax = 1 };
        var token = await TakenAsync(Ann);
        await EnqueueAsync("a", "b");
        var handedOut = (await ReadyAsync(token))[0];
        await Stores.Work(options: options).FailAsync(token, handedOut, "it broke", Noon, Cancel);

        Assert.True(await Stores.Work().RetryAsync("jobs", "a", Cancel));
        Assert.False(await Stores.Work().RetryAsync("jobs", "a", Cancel));
        Assert.False(await Stores.Work().RetryAsync("jobs", "b", Cancel));

        Assert.Equal([("a", 0), ("b", 0)], (await ReadyAsync(token)).Select(record => (record.Record, record.Attempts)));
    }

    [Fact]
    public async Task Records_that_are_done_can_be_forgotten_some_at_a_time()
    {
        var token = await TakenAsync(Ann);
        await EnqueueAsync("a", "b", "c", "d");
        await DoAllAsync(token, 0, ["a", "b", "c"]);

        Assert.Equal(2, await Stores.Work().ForgetDoneAsync("jobs", 2, Cancel));
        Assert.Equal(new WorkCounts(1, 1, 0), await Stores.Work().CountAsync("jobs", Cancel));
        Assert.Equal(1, await Stores.Work().ForgetDoneAsync("jobs", 2, Cancel));
        Assert.Equal(1, await Stores.Work().EnqueueAsync("jobs", [Item("a", "new")], Cancel));
    }

    [Fact]
    public async Task Work_of_other_tracks_and_groups_is_not_seen()
    {
        var token = await TakenAsync(Ann);
        await Stores.Work().EnqueueAsync("other", [Item("a", "x")], Cancel);
        await Stores.Work("two").EnqueueAsync("jobs", [Item("a", "x")], Cancel);

        Assert.Empty(await ReadyAsync(token));
        Assert.Equal(default, await Stores.Work().CountAsync("jobs", Cancel));
    }

    private static WorkItem Item(string record, string payload) => new(record, Encoding.UTF8.GetBytes(payload));

    private static string Text(ReadOnlyMemory<byte> payload) => Encoding.UTF8.GetString(payload.Span);

    private Task<int> EnqueueAsync(params string[] records) =>
        Stores.Work().EnqueueAsync("jobs", [.. records.Select(record => Item(record, $"payload of {record}"))], Cancel);

    private Task<IReadOnlyList<WorkRecord>> ReadyAsync(TrackToken token) => Stores.Work().ReadyAsync(token, Noon, null, 1_000, Cancel);

    private async Task<FailureOutcome> FailAsync(TrackToken token, DateTimeOffset now)
    {
        var record = Assert.Single(await Stores.Work().ReadyAsync(token, now, null, 9, Cancel));
        return await Stores.Work().FailAsync(token, record, "it broke \0", now, Cancel);
    }

    private Task<WorkOutcome> DoAsync(TrackToken token, string record, string note) =>
        DoAsync(Stores.Work(), token, record, note);

    private Task<WorkOutcome> DoAsync(IWorkStore store, TrackToken token, string record, string note) =>
        store.CompleteAsync(token, record, (transaction, _) => Stores.NoteAsync(transaction, note), Cancel);

    /// <summary>Does the records in an order of this server's own; counts those that it did.</summary>
    private async Task<int> DoAllAsync(TrackToken token, int server, string[] records)
    {
        var done = 0;
        for (var i = 0; i < records.Length; i++)
        {
            var record = records[server == 1 ? records.Length - 1 - i : i];
            done += await DoAsync(Stores.Work(server: server), token, record, record) == WorkOutcome.Done ? 1 : 0;
        }

        return done;
    }
}
