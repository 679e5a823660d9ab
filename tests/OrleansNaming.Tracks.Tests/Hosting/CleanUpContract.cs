using OrleansNaming.Tracks.Gathering;
using OrleansNaming.Tracks.Hosting;
using OrleansNaming.Tracks.Stores;
using OrleansNaming.Tracks.Tests.Steps;
using OrleansNaming.Tracks.Tests.Stores;
using OrleansNaming.Tracks.Triggers;

namespace OrleansNaming.Tracks.Tests.Hosting;

/// <summary>What is over is kept for a time, and what somebody or something still needs is kept (row E30).</summary>
public abstract class CleanUpContract : StoreContract
{
    private static readonly TimeSpan Keep = TimeSpan.FromDays(30);

    private readonly ManualTime _time = new();
    private DecisionServer? _server;

    private SqlStores Sql => (SqlStores)Stores;

    private DecisionServer Server => _server ??= new DecisionServer(Sql.Of(0), _time);

    [Fact]
    [Row("E30")]
    [Row("E40")]
    public async Task Contacts_that_are_done_and_their_events_go_after_a_time_and_those_that_failed_or_wait_stay()
    {
        await Server.DefineAsync("""
            TRACK "visits" WHEN EXTERNAL "visit" GATHER FROM CONTACTS KEY id COLUMNS id text, late boolean
            STEP "1" IF late IS NULL THEN RUN "note" WITH id ON FAILURE AFTER 1 TRIES STOP OTHERWISE WAIT 365 days NEXT
            STEP "2" DO STOP
            END
            """);
        var token = await TakenAsync(Ann, "visits");
        Server.Actions.Fails = call => call.Record == "b";
        await Server.Triggers.FireAsync("visits", "visit", "1", """[{"id":"a"},{"id":"b"},{"id":"c","late":true}]""", Cancel);
        await Server.CycleAsync(token);
        await Server.Triggers.FireAsync("visits", "visit", "2", "[]", Cancel);

        var cleanUp = await CleanUpAsync();
        await PassAsync(cleanUp, Keep);
        Assert.Equal(["a done", "b dead", "c ready"], await RecordsAsync());

        await PassAsync(cleanUp, TimeSpan.FromSeconds(11));
        Assert.Equal(["b dead", "c ready"], await RecordsAsync());
        Assert.Equal(["WHEN EXTERNAL \"visit\" 2"], await Sql.ReadAsync("select due from track_trigger", row => row.GetString(0))); // nobody has gathered for it
    }

    [Fact]
    [Row("E30")]
    public async Task What_a_query_found_stays_done_however_long_ago_that_was()
    {
        await Sql.ExecuteAsync("create table job (id text primary key)");
        await Sql.ExecuteAsync("insert into job (id) values ('a')");
        await Server.DefineAsync("TRACK \"jobs\" GATHER FROM main \"select id from job\" KEY id COLUMNS id text STEP \"1\" DO RUN \"note\" WITH id END");
        var token = await TakenAsync(Ann);
        await Server.CycleAsync(token);

        await PassAsync(await CleanUpAsync(), TimeSpan.FromDays(3_650));

        Assert.Equal(["a done"], await RecordsAsync());
        Assert.Empty(await Server.CycleAsync(token));
    }

    [Fact]
    [Row("E30")]
    [Row("E37")]
    public async Task Times_that_fired_go_when_the_trigger_fires_a_day_later_and_the_last_one_never()
    {
        await Sql.ExecuteAsync("create table job (id text primary key)");
        await Server.DefineAsync("TRACK \"jobs\" AT 2026-11-01T12:00Z EVERY 10 hours GATHER FROM main \"select id from job\" KEY id COLUMNS id text STEP \"1\" DO STOP END", _time.Now.AddHours(-1));
        var token = await TakenAsync(Ann);
        for (var i = 0; i < 12; i++)
        {
            await Server.CycleAsync(token);
            _time.Now += TimeSpan.FromHours(5);
        }

        string[] left = ["AT 2026-11-01T12:00Z 2026-11-01T12:00Z", "EVERY 10 hours 2026-11-02T14:00Z", "EVERY 10 hours 2026-11-03T00:00Z", "EVERY 10 hours 2026-11-03T10:00Z"];
        await PassAsync(await CleanUpAsync(), TimeSpan.FromMinutes(1));
        Assert.Equal(left, await Sql.ReadAsync("select due from track_trigger order by due", row => row.GetString(0)));
    }

    [Fact]
    [Row("E30")]
    public async Task Mails_that_were_sent_go_batch_after_batch_and_others_stay()
    {
        await Sql.ExecuteAsync($"insert into track_outbox (group_name, id, recipient, subject, body, state, not_before_ms) values {string.Join(", ", Enumerable.Range(0, CleanUpTask.Batch + 1).Select(i => $"('g', 'm{i}', 'a', 'b', 'c', 'sent', 1)"))}");
        await Sql.ExecuteAsync("insert into track_outbox (group_name, id, recipient, subject, body, state, not_before_ms) values ('g', 'dead', 'a', 'b', 'c', 'dead', 1), ('g', 'queued', 'a', 'b', 'c', 'queued', 1), ('h', 'other', 'a', 'b', 'c', 'sent', 1)");
        var cleanUp = await CleanUpAsync();

        await cleanUp.RunAsync(Cancel);
        Assert.Equal(4, await CountAsync());
        await cleanUp.RunAsync(Cancel); // there were more: at once

        Assert.Equal(["dead", "other", "queued"], await Sql.ReadAsync("select id from track_outbox order by id", row => row.GetString(0)));
    }

    private async Task<CleanUpTask> CleanUpAsync()
    {
        var book = new DefinitionBook(new SqlDefinitionStore(Sql.Of(0), "g"));
        await book.RefreshAsync(Cancel);
        return new CleanUpTask(book, Server.Records, new SqlTriggerStore(Sql.Of(0), "g"), new SqlOutbox(Sql.Of(0), "g"), Keep, _time);
    }

    private Task PassAsync(CleanUpTask cleanUp, TimeSpan time)
    {
        _time.Now += time;
        return cleanUp.RunAsync(Cancel);
    }

    private async Task<int> CountAsync() => (await Sql.ReadAsync("select id from track_outbox", row => row.GetString(0))).Count;

    private Task<List<string>> RecordsAsync() => Sql.ReadAsync("select record || ' ' || state from track_record order by record", row => row.GetString(0));
}
