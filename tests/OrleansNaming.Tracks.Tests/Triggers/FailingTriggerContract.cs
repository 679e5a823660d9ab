using OrleansNaming.Tracks.Gathering;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Tests.Steps;
using OrleansNaming.Tracks.Tests.Stores;
using OrleansNaming.Tracks.Triggers;

namespace OrleansNaming.Tracks.Tests.Triggers;

/// <summary>What becomes of a track when something of it cannot be gathered for (rows E37, E38).</summary>
public abstract class FailingTriggerContract : StoreContract
{
    private readonly ManualTime _time = new();
    private DecisionServer? _server;
    private TrackToken _token;

    private protected SqlStores Sql => (SqlStores)Stores;

    private DecisionServer Server => _server ??= new DecisionServer(Sql.Of(0), _time, new Dictionary<string, TrackConnectionOptions>
    {
        ["nonsense"] = new() { Secret = "the secret" },
        ["away"] = new() { ConnectionString = $"Host=127.0.0.1;Port={Ports.Tcp()};Username=nobody;Timeout=1" },
    })
    { Secret = "a password that is no connection string" };

    /// <summary>What finds the member "id" of the payload, and fails when that is no JSON.</summary>
    private protected abstract string IdOfPayload { get; }

    /// <summary>A query whose key the provider or the store refuses, each with an exception of its own.</summary>
    private protected abstract string OddQuery { get; }

    [Fact]
    [Row("E37")]
    public async Task An_event_that_cannot_be_gathered_for_keeps_no_other_back_and_is_given_up_after_five_tries()
    {
        await StartAsync("WHEN EXTERNAL \"deploy\"", $"select {IdOfPayload} as id");
        await Server.Triggers.FireAsync("jobs", "deploy", "1", "nonsense", Cancel);
        await Server.Triggers.FireAsync("jobs", "deploy", "2", """{"id":"a"}""", Cancel);

        Assert.Equal(["a"], await Server.Work.SearchAsync(_token, 9, Cancel));
        Assert.Equal((1, 0), await TriesAsync("WHEN EXTERNAL \"deploy\" 1"));
        Assert.Equal(["a"], await Server.Work.SearchAsync(_token, 9, Cancel)); // in the same cycle it is not tried again
        Assert.Equal((1, 0), await TriesAsync("WHEN EXTERNAL \"deploy\" 1"));
        for (var i = 0; i < 6; i++)
        {
            await NextCycleAsync();
        }

        Assert.Equal((SqlTriggerStore.TriesMax, 1), await TriesAsync("WHEN EXTERNAL \"deploy\" 1"));
        Assert.Contains("JSON", Assert.Single(await Sql.ReadAsync("select error from track_trigger where error <> ''", row => row.GetString(0))), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    [Row("E37")]
    public async Task An_event_waits_for_a_source_that_is_away()
    {
        await StartAsync("WHEN EXTERNAL \"deploy\"", "select 'a' as id", "away");
        await Server.Triggers.FireAsync("jobs", "deploy", "1", "", Cancel);
        for (var i = 0; i < 7; i++)
        {
            await NextCycleAsync();
        }

        Assert.Equal((SqlTriggerStore.TriesMax - 1, 0), await TriesAsync("WHEN EXTERNAL \"deploy\" 1"));
    }

    [Fact]
    [Row("E37")]
    public async Task A_time_waits_for_its_source_until_the_next_one_takes_its_place()
    {
        await StartAsync("EVERY 10 minutes", "select id from later");
        for (var i = 0; i < 8; i++)
        {
            await NextCycleAsync();
        }

        Assert.Equal((8, 0), await TriesAsync("EVERY 10 minutes 2026-11-01T12:00Z"));
        _time.Now = _time.Now.AddMinutes(10);
        await NextCycleAsync();
        Assert.Equal((8, 1), await TriesAsync("EVERY 10 minutes 2026-11-01T12:00Z"));
        Assert.Equal((1, 0), await TriesAsync("EVERY 10 minutes 2026-11-01T12:10Z"));

        await Sql.ExecuteAsync("create table later (id text primary key)");
        await Sql.ExecuteAsync("insert into later (id) values ('a')");
        Assert.Equal(["a"], await NextCycleAsync());
        Assert.Equal((1, 1), await TriesAsync("EVERY 10 minutes 2026-11-01T12:10Z"));
    }

    [Fact]
    [Row("E37")]
    public async Task A_query_that_cannot_be_asked_keeps_neither_another_one_nor_an_event_back()
    {
        await StartAsync("WHEN QUERY main \"select id from gone\" RETURNS ROWS WHEN QUERY main \"select 1 as id\" RETURNS ROWS WHEN EXTERNAL \"deploy\"", "select case when @payload = '' then 'found' else @payload end as id");
        await Server.Triggers.FireAsync("jobs", "deploy", "1", "told", Cancel);

        Assert.Equal(["found", "told"], await NextCycleAsync());
    }

    /// <summary>A provider throws what it likes for a value, and a store for a key.</summary>
    [Theory]
    [Row("E38")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whatever_a_source_throws_the_records_that_are_there_take_their_steps(bool isConnection)
    {
        await StartAsync("", isConnection ? "select 'a' as id" : OddQuery, isConnection ? "nonsense" : "main");
        await Sql.ExecuteAsync("insert into track_record (group_name, track, record, version, step, columns) values ('g', 'jobs', 'there', 1, '1', '{}')");

        Assert.Equal(["there"], await Server.Work.SearchAsync(_token, 9, Cancel));

        var dry = new DryRun(new SourceReader(Server.Connections), _time);
        var refused = await Assert.ThrowsAsync<NamingException>(async () => await dry.RunAsync((await Server.DefinitionAsync("jobs"))!, Cancel));
        Assert.Equal(Refusal.Invalid, refused.Refusal);
        Assert.DoesNotContain("password", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>"EVERY 1 hour" is how "EVERY 1 hour 10 minutes" begins, too.</summary>
    [Fact]
    [Row("E37")]
    public async Task Of_two_periods_one_of_which_begins_as_the_other_each_time_fires_once()
    {
        await StartAsync("EVERY 1 hour EVERY 1 hour 10 minutes", "select @payload as id");
        List<string> fired = [];
        for (var end = _time.Now.AddHours(6); _time.Now < end; _time.Now = _time.Now.AddMinutes(5))
        {
            fired.AddRange(await Server.Work.SearchAsync(_token, 9, Cancel));
            await Sql.ExecuteAsync("delete from track_record");
        }

        Assert.Equal(fired.Distinct(), fired);
        Assert.InRange(fired.Count, 10, 11); // 6 of one, 5 or 6 of the other, and one time of both at most
    }

    private async Task StartAsync(string triggers, string query, string connection = "main")
    {
        _token = await TakenAsync(Ann);
        await Server.DefineAsync($"TRACK \"jobs\" {triggers} GATHER FROM {connection} \"{query}\" KEY id COLUMNS id text STEP \"1\" DO WAIT 1 day NEXT STEP \"2\" DO STOP END", _time.Now.AddSeconds(-1));
    }

    private async Task<IReadOnlyList<string>> NextCycleAsync()
    {
        _time.Now += TimeSpan.FromSeconds(15);
        return [.. (await Server.Work.SearchAsync(_token, 9, Cancel)).Order(StringComparer.Ordinal)];
    }

    private async Task<(int Attempts, int IsDone)> TriesAsync(string due) =>
        Assert.Single(await Sql.ReadAsync($"select attempts, is_done from track_trigger where due = '{due}'", row => (row.GetInt32(0), row.GetInt32(1))));
}
