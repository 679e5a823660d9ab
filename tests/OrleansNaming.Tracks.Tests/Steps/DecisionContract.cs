using System.Globalization;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Stores;
using OrleansNaming.Tracks.Tests.Stores;

namespace OrleansNaming.Tracks.Tests.Steps;

/// <summary>Tracks that people wrote, run on a database: records go along their steps, each its own way (rows E1–E4, E8–E10).</summary>
public abstract class DecisionContract : StoreContract
{
    private const string Source = "GATHER FROM main \"select id, a, b from job\" KEY id UPDATES job COLUMNS id text, a number, b text, seen number OWN";

    private readonly ManualTime _time = new();
    private DecisionServer? _server;
    private TrackToken _token;

    private SqlStores Sql => (SqlStores)Stores;

    private DecisionServer Server => _server ??= new DecisionServer(Sql.Of(0), _time);

    [Fact]
    [Row("E1")]
    public async Task Of_five_steps_a_record_that_meets_the_first_the_third_and_the_fifth_has_those_actions_in_order()
    {
        await StartAsync(string.Concat(Enumerable.Range(1, 5).Select(i => $"STEP \"{i}\" IF contains(b, '{i}') THEN RUN \"note\" WITH 'action {i}'\n")), ("x", 0, "135"), ("y", 0, "24"), ("z", 0, ""));

        await Server.CycleAsync(_token);

        Assert.Equal(["action 1", "action 3", "action 5"], Server.Actions.Of("x"));
        Assert.Equal(["action 2", "action 4"], Server.Actions.Of("y"));
        Assert.Empty(Server.Actions.Of("z"));
        Assert.Equal([new StepCount("5", RecordState.Done, 3)], await Server.Records.CountAsync("jobs", Cancel));
    }

    [Theory]
    [Row("E2")]
    [InlineData("", 1, "a2,a3")]
    [InlineData("", 0, "a2,a3")]
    [InlineData("OTHERWISE STOP", 0, "")]
    [InlineData("OTHERWISE STOP", 1, "a1,a2,a3")]
    [InlineData("OTHERWISE GO TO \"3\"", 0, "a3")]
    [InlineData("GO TO \"3\" OTHERWISE STOP", 1, "a1,a3")]
    [InlineData("STOP OTHERWISE NEXT", 1, "a1")]
    [InlineData("STOP OTHERWISE NEXT", null, "a2,a3")]
    public async Task A_condition_that_is_met_acts_and_where_the_record_goes_is_said_for_both(string ways, int? a, string expected)
    {
        await StartAsync($"STEP \"1\" IF a = {(ways.Length == 0 ? 2 : 1)} THEN RUN \"note\" WITH 'a1' {ways} STEP \"2\" DO RUN \"note\" WITH 'a2' STEP \"3\" DO RUN \"note\" WITH 'a3'", ("x", a, ""));

        await Server.CycleAsync(_token);

        Assert.Equal(expected, string.Join(',', Server.Actions.Of("x")));
    }

    [Fact]
    [Row("E3")]
    public async Task An_action_that_has_run_is_written_down_though_its_block_was_abandoned_meanwhile()
    {
        await StartAsync("STEP \"1\" DO RUN \"note\" WITH 'once'", ("x", 0, ""));
        using var abandoned = new CancellationTokenSource();
        Server.Actions.During = _ => abandoned.CancelAsync();

        var found = await Server.Work.SearchAsync(_token, 10, Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Server.Work.RunAsync(_token, found, _ => Task.CompletedTask, abandoned.Token));

        await Server.CycleAsync(_token);
        Assert.Equal(["once"], Server.Actions.Of("x"));
    }

    [Fact]
    [Row("E3")]
    public async Task An_action_that_fails_is_tried_five_times_and_what_was_done_before_it_is_not_done_again()
    {
        await StartAsync("STEP \"1\" DO RUN \"note\" WITH 'first' AND RUN \"note\" WITH 'second' AND RUN \"note\" WITH 'third'", ("x", 0, ""));
        Server.Actions.Fails = call => call.Arguments is ["second"];

        for (var i = 0; i < 6; i++)
        {
            await Server.CycleAsync(_token);
            _time.Now += TimeSpan.FromMinutes(1);
        }

        Assert.Equal(["first", "second", "second", "second", "second", "second"], Server.Actions.Of("x"));
        Assert.Single(Server.Actions.Calls.Where(call => call.Arguments is ["second"]).Select(call => call.IdempotencyKey).Distinct());
        Assert.Equal([new StepCount("1", RecordState.Dead, 1)], await Server.Records.CountAsync("jobs", Cancel));

        Server.Actions.Fails = _ => false;
        Assert.True(await Server.Records.RetryAsync("jobs", "x", Cancel));
        await Server.CycleAsync(_token);
        Assert.Equal(["second", "third"], Server.Actions.Of("x").TakeLast(2));
    }

    [Fact]
    [Row("E3")]
    public async Task A_sequence_may_go_on_without_an_action_that_fails()
    {
        await StartAsync("STEP \"1\" DO RUN \"note\" WITH 'first' AND RUN \"note\" WITH 'second' ON FAILURE AFTER 2 TRIES CONTINUE", ("x", 0, ""));
        Server.Actions.Fails = call => call.Arguments is ["first"];

        await Server.CycleAsync(_token);
        _time.Now += TimeSpan.FromMinutes(1);
        await Server.CycleAsync(_token);

        Assert.Equal(["first", "first", "second"], Server.Actions.Of("x"));
        Assert.Equal([new StepCount("1", RecordState.Done, 1)], await Server.Records.CountAsync("jobs", Cancel));
    }

    [Fact]
    [Row("E4")]
    public async Task A_thousand_records_at_mixed_steps_survive_a_restart()
    {
        var steps = Enumerable.Range(0, 5).Select(i => $"STEP \"{i}\" IF a > {i} THEN SET seen = coalesce(seen, 0) + 1 OTHERWISE WAIT 1 hour");
        await StartAsync(string.Join('\n', steps), [.. Enumerable.Range(0, 1_000).Select(i => ($"r{i:0000}", (int?)(i % 6), ""))]);
        await Server.CycleAsync(_token);

        _server = null; // a new process, with nothing in its memory
        await Server.RefreshAsync();
        var counts = await Server.Records.CountAsync("jobs", Cancel);
        Assert.Equal([("0", 167L), ("1", 167L), ("2", 167L), ("3", 167L)], counts.Take(4).Select(count => (count.Step, count.Records)));
        Assert.Equal(332, counts.Skip(4).Sum(count => count.Records));

        await Sql.ExecuteAsync("update job set a = 9");
        _time.Now += TimeSpan.FromHours(1);
        await Server.CycleAsync(_token);
        Assert.Equal([new StepCount("4", RecordState.Done, 1_000)], await Server.Records.CountAsync("jobs", Cancel));
        Assert.Equal(["{\"seen\":5}"], await Sql.ReadAsync("select distinct own from track_record", row => row.GetString(0)));
    }

    [Fact]
    [Row("E9")]
    public async Task Gathering_twice_gives_the_same_rows_and_a_new_row_appears_in_the_next_cycle()
    {
        await StartAsync("STEP \"1\" DO RUN \"note\" WITH 'once'", [.. Enumerable.Range(0, 1_200).Select(i => ($"r{i:0000}", (int?)0, ""))]);

        var first = await Server.Work.SearchAsync(_token, 10_000, Cancel);
        Assert.Equal(1_200, first.Count);
        _time.Now += TimeSpan.FromSeconds(15);
        Assert.Equal(first, await Server.Work.SearchAsync(_token, 10_000, Cancel));
        await Sql.ExecuteAsync("delete from job where id > 'r0004'");
        await Sql.ExecuteAsync("update track_record set state = 'done' where record > 'r0004'");
        Assert.Equal(5, (await Server.CycleAsync(_token)).Count);

        await Sql.ExecuteAsync("insert into job (id, a, b) values ('new', 0, '')");
        Assert.Empty(await Server.CycleAsync(_token)); // the cycle is not over
        _time.Now += TimeSpan.FromSeconds(15);
        Assert.Equal(["new"], await Server.CycleAsync(_token));
        Assert.Equal(6, Server.Actions.Calls.Count);
    }

    [Fact]
    [Row("E10")]
    public async Task Three_cycles_gather_evaluate_and_wait()
    {
        await StartAsync("STEP \"1\" IF a >= 3 THEN RUN \"note\" WITH 'three' OTHERWISE WAIT 1 second", ("x", 1, ""));
        var trace = new List<string>();
        for (var cycle = 1; cycle <= 3; cycle++)
        {
            await Sql.ExecuteAsync($"update job set a = {cycle}");
            trace.Add($"{cycle}: {string.Join(' ', await Server.CycleAsync(_token))} {string.Join(' ', Server.Actions.Of("x"))}");
            _time.Now += TimeSpan.FromSeconds(15);
        }

        Assert.Equal(["1: x ", "2: x ", "3: x three"], trace);
    }

    [Fact]
    public async Task Columns_of_the_source_and_own_ones_are_set_with_the_step()
    {
        await StartAsync("STEP \"1\" DO SET b = 'it''s \"; drop table job', a = a + 1, seen = 7 STEP \"2\" IF a = 2 AND seen = 7 AND b LIKE 'it%' THEN RUN \"note\" WITH b", ("x", 1, "y"));

        await Server.CycleAsync(_token);

        Assert.Equal(["it's \"; drop table job"], Server.Actions.Of("x"));
        Assert.Equal([("it's \"; drop table job", 2)], await Sql.ReadAsync("select b, a from job", row => (row.GetString(0), row.GetInt32(1))));
    }

    [Fact]
    [Row("E26")]
    public async Task A_former_owner_gathers_nothing_moves_nothing_and_sends_nothing()
    {
        await StartAsync("STEP \"1\" DO SET seen = 1 AND EMAIL 'a@b' \"hello\" AND PUBLISH \"found\" AT \"10.0.0.1:80\"", ("x", 0, ""));
        var found = await Server.Work.SearchAsync(_token, 9, Cancel);
        await TakenAsync(Bob, seen: _token.Epoch);
        _time.Now += TimeSpan.FromSeconds(15);
        await Sql.ExecuteAsync("insert into job (id, a, b) values ('new', 0, '')");

        Assert.True(await Server.Work.RunAsync(_token, Assert.Single(found), Cancel));
        Assert.Empty(await Server.CycleAsync(_token));

        Assert.Equal([("x", 0, 0)], await Sql.ReadAsync("select record, visit, action from track_record", row => (row.GetString(0), row.GetInt32(1), row.GetInt32(2))));
        Assert.Empty(await Sql.ReadAsync("select id from track_outbox", row => row.GetString(0)));
        Assert.Empty(await Sql.ReadAsync("select name from track_published", row => row.GetString(0)));
    }

    [Fact]
    public async Task A_call_names_its_key_and_columns_cannot_change_where_it_goes()
    {
        await StartAsync("STEP \"1\" DO CALL POST \"http://ops/page?id={b}\" BODY \"{id} is {a}\" AND CALL GET \"http://elsewhere/\" ON FAILURE AFTER 1 TRY STOP", ("x", 1, "a b&c=../d"));

        await Server.CycleAsync(_token);

        var request = Assert.Single(Server.Http.Requests);
        Assert.Equal(("POST http://ops/page?id=a b%26c%3D..%2Fd", "x is 1"), (request.Line.Replace("%20", " ", StringComparison.Ordinal), request.Body));
        Assert.Matches("^\"[0-9a-f]{32}\"$", request.Key);
        Assert.Equal(["'elsewhere' may not be called: an administrator allows it with \"naming connections allow\", or lists it in Naming:Tracks:CallHosts"], await Sql.ReadAsync("select error from track_record", row => row.GetString(0)));
    }

    [Fact]
    public async Task A_record_stays_on_the_version_that_it_began_with()
    {
        await StartAsync("STEP \"1\" DO WAIT 1 minute NEXT STEP \"2\" DO RUN \"note\" WITH 'old'", ("x", 0, ""));
        await Server.CycleAsync(_token);
        await Server.DefineAsync(Text("VERSION 2", "STEP \"1\" DO RUN \"note\" WITH 'new'"));
        await Sql.ExecuteAsync("insert into job (id, a, b) values ('y', 0, '')");
        _time.Now += TimeSpan.FromMinutes(1);

        await Server.CycleAsync(_token);

        Assert.Equal(["old"], Server.Actions.Of("x"));
        Assert.Equal(["new"], Server.Actions.Of("y"));
    }

    [Fact]
    public async Task A_loop_without_waits_gives_others_their_turn()
    {
        await StartAsync("STEP \"1\" DO GO TO \"1\"", ("x", 0, ""));

        Assert.True(await Server.Work.RunAsync(_token, (await Server.Work.SearchAsync(_token, 1, Cancel))[0], Cancel));

        Assert.Equal([256], await Sql.ReadAsync("select visit from track_record", row => row.GetInt32(0)));
    }

    [Fact]
    public async Task Who_asks_again_and_again_keeps_nobody_from_a_turn()
    {
        await StartAsync("STEP \"1\" IF a > 0 THEN STOP OTHERWISE WAIT 1 second", [.. Enumerable.Range(0, 6).Select(i => ($"r{i}", (int?)0, ""))]);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(2, (await Server.CycleAsync(_token, limit: 2)).Count);
            _time.Now += TimeSpan.FromSeconds(1);
        }

        Assert.Equal([1], await Sql.ReadAsync("select distinct visit from track_record", row => row.GetInt32(0)));
    }

    [Fact]
    [Row("E4")]
    public async Task A_record_that_its_table_refuses_keeps_no_other_of_its_block_back()
    {
        await StartAsync("STEP \"1\" DO SET a = a + 1 STEP \"2\" DO SET a = 3 - a", ("x", 1, ""), ("y", 4, ""), ("z", 1, ""));
        var found = await Server.Work.SearchAsync(_token, 9, Cancel);
        await Sql.ExecuteAsync("create unique index one_a on job (a) where a > 4");
        await Sql.ExecuteAsync("insert into job (id, a) values ('w', 5)");
        await Sql.ExecuteAsync("delete from job where id = 'z'");

        Assert.True(await Server.Work.RunAsync(_token, found, _ => Task.CompletedTask, Cancel));

        Assert.Equal([("x", 1), ("y", 4), ("w", 5)], await Sql.ReadAsync("select id, a from job order by a", row => (row.GetString(0), row.GetInt32(1))));
        Assert.Equal([("x", "done", 0), ("y", "ready", 1), ("z", "ready", 1)], await Sql.ReadAsync("select record, state, attempts from track_record order by record", row => (row.GetString(0), row.GetString(1), row.GetInt32(2))));
        Assert.Equal(["'job' has not one row with that key"], await Sql.ReadAsync("select error from track_record where record = 'z'", row => row.GetString(0)));
    }

    [Fact]
    [Row("E13")]
    [Row("E23")]
    public async Task Workers_that_have_the_same_block_at_once_do_each_record_once()
    {
        await StartAsync("STEP \"1\" DO SET a = a + 1 STEP \"2\" DO SET a = a + 1", [.. Enumerable.Range(0, 100).Select(i => ($"r{i:00}", (int?)0, ""))]);
        var found = await Server.Work.SearchAsync(_token, 100, Cancel);
        await Sql.ExecuteAsync(Sql.OnEachUpdate("job", "a", "insert into note (line) values (new.id)"));

        var runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Server.Work.RunAsync(_token, found, _ => Task.CompletedTask, Cancel))));

        Assert.DoesNotContain(false, runs);
        Assert.Equal(found.SelectMany(record => new[] { record, record }).Order(StringComparer.Ordinal), (await Sql.NotesAsync()).Order(StringComparer.Ordinal)); // two updates each
    }

    private async Task StartAsync(string steps, params (string Id, int? A, string B)[] jobs)
    {
        await Sql.ExecuteAsync("create table job (id text primary key, a integer, b text)");
        foreach (var chunk in jobs.Chunk(500))
        {
            await Sql.ExecuteAsync($"insert into job (id, a, b) values {string.Join(',', chunk.Select(job => $"('{job.Id}', {job.A?.ToString(CultureInfo.InvariantCulture) ?? "null"}, '{job.B}')"))}");
        }

        _token = await TakenAsync(Ann);
        await Server.DefineAsync(Text("", steps));
    }

    private static string Text(string version, string steps) => $"TRACK \"jobs\" {version}\n{Source}\n{steps}\nEND";
}
