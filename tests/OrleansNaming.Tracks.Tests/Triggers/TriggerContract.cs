using OrleansNaming.Tracks.Gathering;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Tests.Contacts;
using OrleansNaming.Tracks.Tests.Steps;
using OrleansNaming.Tracks.Tests.Stores;
using OrleansNaming.Tracks.Triggers;

namespace OrleansNaming.Tracks.Tests.Triggers;

/// <summary>When tracks gather, and from where (rows E37, E38, E40).</summary>
public abstract class TriggerContract : StoreContract
{
    private readonly ManualTime _time = new();
    private DecisionServer? _server;
    private TrackToken _token;

    private protected SqlStores Sql => (SqlStores)Stores;

    private DecisionServer Server => _server ??= Another();

    /// <summary>A query of some seconds.</summary>
    private protected abstract string SlowQuery { get; }

    /// <summary>The same database as one that is not the group's own.</summary>
    private protected abstract TrackConnectionOptions Other { get; }

    [Theory]
    [Row("E37")]
    [InlineData("AT 2026-11-01T12:30Z", "12:30")]
    [InlineData("EVERY 10 minutes", "12:00 12:10 12:20 12:30 12:40 12:50 13:00")]
    [InlineData("EVERY \"*/30 13-15 * * *\" IN \"Europe/Berlin\"", "12:00 12:30 13:00")]
    public async Task A_time_fires_once_when_it_has_come(string trigger, string expected)
    {
        await StartAsync(trigger, _time.Now.AddSeconds(-1));
        var fired = new List<string>();
        for (; _time.Now.Hour * 60 + _time.Now.Minute <= 13 * 60; _time.Now = _time.Now.AddMinutes(1))
        {
            fired.AddRange((await GatheredAsync()).Select(_ => $"{_time.Now:HH:mm}"));
            _server = _time.Now.Minute % 7 == 0 ? null : _server; // restarts change nothing
        }

        Assert.Equal(expected, string.Join(' ', fired));
    }

    [Fact]
    [Row("E37")]
    public async Task Of_times_that_were_missed_the_last_one_fires_and_times_before_it_was_written_never()
    {
        await StartAsync("EVERY 10 minutes", _time.Now.AddMinutes(-1));
        _time.Now = _time.Now.AddHours(5).AddMinutes(3);

        Assert.Single(await GatheredAsync());
        Assert.Empty(await GatheredAsync());
        Assert.Equal(["EVERY 10 minutes 2026-11-01T17:00Z"], await Sql.ReadAsync("select due from track_trigger", row => row.GetString(0)));

        await Server.DefineAsync(Text("EVERY 1 hour").Replace("jobs", "later", StringComparison.Ordinal), _time.Now);
        var token = await TakenAsync(Ann, "later");
        Assert.Empty(await Server.Work.SearchAsync(token, 9, Cancel));
    }

    [Fact]
    [Row("E37")]
    public async Task Across_a_change_of_owners_each_time_and_event_is_gathered_for_once_at_least_and_noted_once()
    {
        await StartAsync("EVERY 10 minutes WHEN EXTERNAL \"deploy\"", _time.Now.AddSeconds(-1));
        Assert.True(await Server.Triggers.FireAsync("jobs", "deploy", "17", "first", Cancel));
        Assert.False(await Server.Triggers.FireAsync("jobs", "deploy", "17", "again", Cancel));
        Assert.Equal(2, (await Server.Triggers.DueAsync(_token, (await Server.DefinitionAsync("jobs"))!, _time.Now.AddSeconds(-1), true, Cancel)).Count); // and then its owner dies

        var former = _token;
        _token = await TakenAsync(Bob, seen: 1);
        _server = null;
        Assert.Equal(["first", ""], (await GatheredAsync()).Select(payload => payload == "first" ? "first" : "").OrderDescending(StringComparer.Ordinal));
        Assert.Empty(await GatheredAsync());
        Assert.Empty(await Another().Work.SearchAsync(former, 9, Cancel));
        Assert.Equal([2L], await Sql.ReadAsync("select count(*) from track_trigger where is_done = 1", row => row.GetInt64(0)));
    }

    [Fact]
    [Row("E37")]
    public async Task A_query_fires_when_it_has_rows_where_it_had_none()
    {
        await StartAsync("WHEN QUERY main \"select id from alarm\" RETURNS ROWS", _time.Now);
        Assert.Empty(await NextCycleAsync());
        await Sql.ExecuteAsync("insert into alarm (id) values (1)");
        Assert.Single(await NextCycleAsync());
        await Sql.ExecuteAsync("insert into alarm (id) values (2)");
        Assert.Empty(await NextCycleAsync());
        await Sql.ExecuteAsync("delete from alarm");
        Assert.Empty(await NextCycleAsync());
        await Sql.ExecuteAsync("insert into alarm (id) values (3)");
        _server = null;
        Assert.Single(await NextCycleAsync());
    }

    [Fact]
    [Row("E37")]
    public async Task A_query_fires_when_its_result_is_another()
    {
        await StartAsync("WHEN QUERY main \"select id from alarm order by id\" RETURNS CHANGES", _time.Now);
        Assert.Empty(await NextCycleAsync());
        Assert.Empty(await NextCycleAsync());
        await Sql.ExecuteAsync("insert into alarm (id) values (1)");
        Assert.Single(await NextCycleAsync());
        _server = null;
        Assert.Empty(await NextCycleAsync());
        await Sql.ExecuteAsync("update alarm set id = 2");
        Assert.Single(await NextCycleAsync());
    }

    [Fact]
    [Row("E37")]
    [Row("E40")]
    public async Task Contacts_that_are_posted_are_records()
    {
        await StartAsync("", _time.Now);
        await Server.DefineAsync("""
            TRACK "visits" WHEN EXTERNAL "visit" GATHER FROM CONTACTS KEY id COLUMNS id text, page text, seconds number
            STEP "1" IF seconds > 10 THEN RUN "note" WITH page END
            """);
        var token = await TakenAsync(Ann, "visits");
        await Server.Triggers.FireAsync("visits", "visit", "1", """[{"id":"a","page":"/x","seconds":11,"more":1},{"id":"b","page":"/y","seconds":3}]""", Cancel);
        await Server.Triggers.FireAsync("visits", "visit", "2", """{"id":"c","page":"/z","seconds":"no number"}""", Cancel);
        await Server.Triggers.FireAsync("visits", "visit", "3", "nonsense", Cancel);

        Assert.Equal(["a", "b"], await Server.CycleAsync(token));

        Assert.Equal(["/x"], Server.Actions.Of("a"));
        Assert.Empty(Server.Actions.Of("b"));
        Assert.Equal([0L], await Sql.ReadAsync("select count(*) from track_trigger where is_done = 0", row => row.GetInt64(0)));
    }

    [Fact]
    [Row("E40")]
    public async Task Events_that_two_servers_bring_make_one_record_each_and_their_batches_go()
    {
        await StartAsync("", _time.Now);
        await Server.DefineAsync("TRACK \"downs\" GATHER FROM naming \"unbound of shop/*\" KEY id COLUMNS id text, name text STEP \"1\" DO RUN \"note\" WITH name END");
        var token = await TakenAsync(Ann, "downs");
        Assert.True(await Server.Triggers.BringAsync("downs", "1 s1", """[{"id":"a","name":"shop/web"},{"id":"b","name":"shop/db"}]""", _time.Now, Cancel));
        Assert.True(await Another().Triggers.BringAsync("downs", "2 s2", """[{"id":"a","name":"shop/web"}]""", _time.Now, Cancel));
        Assert.True(await Server.Triggers.BringAsync("downs", "1 s1", """[{"id":"c","name":"again"}]""", _time.Now, Cancel)); // the same batch again

        Assert.Equal(["a", "b"], await Server.CycleAsync(token));
        Assert.Empty(await Server.CycleAsync(token));

        Assert.Equal(["shop/web"], Server.Actions.Of("a"));
        Assert.Equal([0L], await Sql.ReadAsync("select count(*) from track_trigger", row => row.GetInt64(0)));
    }

    [Fact]
    [Row("E40")]
    public async Task Batches_that_no_owner_takes_are_bounded()
    {
        await StartAsync("", _time.Now);
        for (var i = 0; i < SqlTriggerStore.ContactBatchesMax; i += 100)
        {
            await Sql.ExecuteAsync(string.Join(';', Enumerable.Range(i, 100).Select(n => $"insert into track_trigger (group_name, track, due, payload) values ('g', 'visits', 'CONTACTS {n}', '')")));
        }

        Assert.False(await Server.Triggers.BringAsync("visits", "one more", "[]", _time.Now, Cancel));
        Assert.True(await Server.Triggers.BringAsync("others", "one more", "[]", _time.Now, Cancel));
    }

    [Fact]
    [Row("E40")]
    public async Task The_time_from_a_contact_to_the_first_action_is_measured_once_and_no_wait_is()
    {
        await StartAsync("", _time.Now);
        await Server.DefineAsync("""
            TRACK "visits" WHEN EXTERNAL "visit" GATHER FROM CONTACTS KEY id COLUMNS id text, late boolean, met boolean OWN
            STEP "1" IF late IS NULL THEN RUN "note" WITH id AND SET met = TRUE STOP OTHERWISE WAIT 1 hour NEXT
            STEP "2" DO RUN "note" WITH id
            END
            """);
        var token = await TakenAsync(Ann, "visits");
        using var measured = new MeasuredActions(Server.Meter);
        await Server.Triggers.FireAsync("visits", "visit", "1", """[{"id":"a"},{"id":"b","late":true}]""", Cancel);
        _time.Now += TimeSpan.FromMilliseconds(250);

        await Server.CycleAsync(token);
        _time.Now += TimeSpan.FromHours(2);
        await Server.CycleAsync(token);

        Assert.Equal((1, 1), (Server.Actions.Of("a").Count(), Server.Actions.Of("b").Count()));
        Assert.Equal([0.25], measured.Seconds);
    }

    [Fact]
    [Row("E40")]
    public async Task A_contact_that_comes_again_while_its_action_runs_is_kept()
    {
        await StartAsync("", _time.Now);
        await Server.DefineAsync("""
            TRACK "visits" WHEN EXTERNAL "visit" GATHER FROM CONTACTS KEY id COLUMNS id text, page text
            STEP "1" DO RUN "note" WITH page
            STEP "2" DO RUN "note" WITH page
            END
            """);
        var token = await TakenAsync(Ann, "visits");
        await Server.Triggers.FireAsync("visits", "visit", "1", """{"id":"a","page":"/first"}""", Cancel);
        Server.Actions.During = async call =>
        {
            Server.Actions.During = _ => Task.CompletedTask;
            _time.Now += TimeSpan.FromSeconds(20);
            await Server.Triggers.FireAsync("visits", "visit", "2", """{"id":"a","page":"/second"}""", Cancel);
            await Server.Work.SearchAsync(token, 9, Cancel);
        };
        using var measured = new MeasuredActions(Server.Meter);

        await Server.CycleAsync(token);

        Assert.Equal(["/first", "/second"], Server.Actions.Of("a"));
        Assert.Equal([20, 0], measured.Seconds); // each contact's first action
    }

    [Theory]
    [Row("E38")]
    [InlineData("delete from alarm")]
    [InlineData("with gone as (delete from alarm returning id) select id from gone")]
    [InlineData("select 1 as x; delete from alarm")]
    [InlineData("select 1 as x -- \n; delete from alarm")]
    [InlineData("select 1 as x\0; delete from alarm")]
    [InlineData("pragma query_only = 0")]
    [InlineData("pragma query_only = 0; delete from alarm; select 1 as x")]
    [InlineData("commit")]
    [InlineData("commit; delete from alarm; select 1 as x")]
    [InlineData("set transaction read write")]
    [InlineData("select set_config('transaction_read_only', 'off', false)")]
    [InlineData("select 1 as x) as q; pragma query_only = 0; delete from alarm; select * from (select 1 as x")]
    [InlineData("select 1 as x) as q; commit; delete from alarm; select * from (select 1 as x")]
    [InlineData("create temporary table alarm as select 7 as id")]
    [InlineData("attach database ':memory:' as other")]
    public async Task A_query_only_reads_whatever_it_says(string query)
    {
        await StartAsync("", _time.Now);
        await Sql.ExecuteAsync("insert into alarm (id) values (1)");
        foreach (var name in new[] { "main", "other" })
        {
            Assert.NotNull(await Record.ExceptionAsync(() => AskAsync(name, query)));

            Assert.Equal(["1"], await AskAsync(name, "select id from alarm"));
            await Sql.ExecuteAsync("update alarm set id = 1"); // a connection that went back to the pool writes again
        }
    }

    [Theory]
    [Row("E38")]
    [InlineData("select id from alarm order by id desc;\n")]
    [InlineData("select id from alarm order by id desc -- the last one first")]
    [InlineData("with few(id) as (select id from alarm) select few.id from few order by id desc")]
    [InlineData("values (2), (1)")]
    [InlineData("select id from alarm where 'a;b' = 'a;b' order by id desc")]
    public async Task What_reads_is_asked_as_it_is_written(string query)
    {
        await StartAsync("", _time.Now);
        await Sql.ExecuteAsync("insert into alarm (id) values (1), (2)");

        Assert.Equal(["2", "1"], await AskAsync("main", query));
    }

    [Fact]
    [Row("E38")]
    public async Task More_than_one_statement_is_told_as_that()
    {
        await StartAsync("", _time.Now);

        Assert.Matches("one statement|multiple commands", (await Assert.ThrowsAnyAsync<Exception>(() => AskAsync("main", "select 1 as x) as q; select * from (select 1 as x"))).Message);
        var why = await Assert.ThrowsAsync<TrackSourceException>(() => Server.Connections.QueryAsync(
            "main", "select @payload as x) as q; select * from (select 1 as x", new Dictionary<string, object> { ["payload"] = "" }, row => row.FieldCount, Cancel));
        Assert.StartsWith("a query is one statement that reads: ", why.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Row("E38")]
    public async Task What_a_query_takes_goes_as_a_parameter()
    {
        await StartAsync("WHEN EXTERNAL \"deploy\"", _time.Now);
        await Server.Triggers.FireAsync("jobs", "deploy", "1", "'; drop table job; --", Cancel);

        Assert.Equal(["'; drop table job; --"], await GatheredAsync());
        Assert.Empty(await Sql.ReadAsync("select id from job", row => row.GetString(0)));
    }

    [Fact]
    [Row("E38")]
    public async Task A_query_that_takes_too_long_is_cancelled_and_one_with_too_many_rows_is_cut()
    {
        await StartAsync("", _time.Now);
        var why = await Assert.ThrowsAsync<TrackSourceException>(() => AskAsync("hasty", SlowQuery));
        Assert.StartsWith("the query on 'hasty' took longer than 00:00:00.2", why.Message, StringComparison.Ordinal);

        for (var i = 0; i < 9; i++)
        {
            await Sql.ExecuteAsync($"insert into alarm (id) values ({i})");
        }

        Assert.Equal(3, (await AskAsync("hasty", "select id from alarm")).Count);
        Assert.Equal(9, (await AskAsync("main", "select id from alarm")).Count);
        Assert.Contains("Naming:Tracks:Connections", (await Assert.ThrowsAsync<TrackSourceException>(() => AskAsync("unknown", "select 1"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    [Row("E38")]
    public async Task A_source_that_is_not_what_its_track_says_stops_neither_records_nor_the_next_cycle()
    {
        await StartAsync("", _time.Now);
        await Server.DefineAsync("TRACK \"odd\" GATHER FROM other \"select id as no from alarm\" KEY id COLUMNS id number STEP \"1\" DO STOP END");
        var token = await TakenAsync(Ann, "odd");
        await Sql.ExecuteAsync("insert into alarm (id) values (1)");

        Assert.Empty(await Server.Work.SearchAsync(token, 9, Cancel));
        _time.Now += TimeSpan.FromSeconds(15);
        Assert.Empty(await Server.Work.SearchAsync(token, 9, Cancel));
    }

    private DecisionServer Another() => new(Sql.Of(0), _time, new Dictionary<string, TrackConnectionOptions>
    {
        ["other"] = Other,
        ["hasty"] = new() { Provider = Other.Provider, Secret = "the secret", Timeout = TimeSpan.FromMilliseconds(200), RowsMax = 3 },
    })
    { Secret = Other.ConnectionString };

    private Task<IReadOnlyList<string>> AskAsync(string connection, string query) =>
        Server.Connections.QueryAsync(connection, query, new Dictionary<string, object>(), row => row.GetValue(0).ToString()!, Cancel);

    private async Task StartAsync(string triggers, DateTimeOffset saved)
    {
        await Sql.ExecuteAsync("create table job (id text primary key)");
        await Sql.ExecuteAsync("create table alarm (id integer)");
        _token = await TakenAsync(Ann);
        await Server.DefineAsync(Text(triggers), saved);
        await Server.RefreshAsync();
    }

    private async Task<IReadOnlyList<string>> NextCycleAsync()
    {
        _time.Now += TimeSpan.FromSeconds(15);
        return await GatheredAsync();
    }

    /// <summary>One cycle; each gathering leaves a record whose key holds the payload.</summary>
    private async Task<IReadOnlyList<string>> GatheredAsync()
    {
        await Server.RefreshAsync();
        _ = await Server.Work.SearchAsync(_token, 99, Cancel);
        var found = await Sql.ReadAsync("select record from track_record where track = 'jobs'", row => row.GetString(0));
        await Sql.ExecuteAsync("delete from track_record");
        return found;
    }

    /// <summary>Its query has one row for each gathering.</summary>
    private static string Text(string triggers) =>
        $"TRACK \"jobs\" {triggers} GATHER FROM main \"select case when @payload = '' then 'none' else @payload end as id\" KEY id COLUMNS id text STEP \"1\" DO STOP END";
}
