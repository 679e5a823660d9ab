using System.Globalization;

namespace OrleansNaming.Tracks.Tests.Processes;

/// <summary>Records of a decision track at mixed steps, on real processes of which each is killed in turn (rows E4, E27).</summary>
[On(Engine.Lan)]
public sealed class StepProcessTests(PostgresServer postgres, ITestOutputHelper output)
{
    private const string Tables = """
        create table parcel (id text primary key, weight integer not null, is_called boolean not null default false, place text);
        create table effect (id text not null, place text not null);
        """;

    private static readonly int Records = Effort.Cases(1_000);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [RequiresFact("postgres", Need.Linux)]
    [Row("E1")]
    [Row("E3")]
    [Row("E4")]
    [Row("E27")]
    public async Task While_every_server_is_killed_in_turn_records_at_mixed_steps_go_their_way_once()
    {
        await using var shop = await CalledShop.StartAsync();
        await using var group = await ServerGroup.OnPostgresAsync(postgres);
        await group.Stores.ExecuteAsync(Tables);
        await group.Stores.ExecuteAsync(group.Stores.OnEachUpdate("parcel", "place", "insert into effect values (new.id, new.place)")); // what happens twice is seen twice
        await group.Stores.ExecuteAsync($"insert into parcel (id, weight) select 'p' || to_char(i, 'FM0000'), i % 100 from generate_series(0, {Records - 1}) i");
        Start(group);
        await AddTrackAsync(group, shop);
        await group.CountsAsync("select count(*) from track_record where step = 'called' and not_before_ms > 0", count => count == Records, "all wait to be called");

        foreach (var (victim, turn) in group.Servers.Select((server, turn) => (server, turn)))
        {
            await KillAtWorkAsync(group, victim, turn);
        }

        await group.CountsAsync("select count(*) from track_record where state = 'done'", count => count == Records, "all are done", TimeSpan.FromSeconds(300));
        Assert.Equal(Expected(), await group.Stores.ReadAsync("select id || ' ' || place from effect order by id, place", row => row.GetString(0)));
        Assert.Equal(Records, shop.KeysOf.Count);
        Assert.Equal(Records, shop.KeysOf.Values.SelectMany(keys => keys.Distinct()).Distinct().Count()); // one each, also of calls that were made again
        output.WriteLine($"{Records} records, {group.Servers.Count} servers killed at work; {shop.Refused} calls refused, {shop.KeysOf.Values.Sum(keys => keys.Count) - shop.Refused - Records} made twice");
    }

    private static void Start(ServerGroup group)
    {
        var settings = new Dictionary<string, string> { ["Naming__Tracks__BlockRecords"] = "10", ["Naming__Tracks__CallHosts__0"] = "127.0.0.1" };
        for (var i = 0; i < 3; i++)
        {
            group.Start(settings);
        }
    }

    private static async Task AddTrackAsync(ServerGroup group, CalledShop shop)
    {
        var file = Path.Combine(group.Folder, "parcels.track");
        await File.WriteAllTextAsync(
            file,
            $$"""
            TRACK "parcels" GROUP "orders"
              GATHER FROM main "select id, weight, is_called, place from parcel" KEY id UPDATES parcel COLUMNS id text, weight number, is_called boolean, place text
              STEP "weighed" IF weight < 50 THEN SET place = 'light' AND SET place = 'shelf' OTHERWISE GO TO "called"
              STEP "called"  IF is_called THEN CALL POST "{{shop.Url}}{id}" AND SET place = 'counter' WAIT 1 second NEXT OTHERWISE WAIT 2 seconds
              STEP "gone"    DO SET place = 'gone'
            END
            """,
            Cancel);
        await Eventually.Holds(() => group.Servers[0].GetAsync("definitions"), answer => answer is not null, "the API answers", TimeSpan.FromSeconds(60));
        var (exit, said, complained) = await group.Servers[0].ToolAsync("track", "add", file);
        Assert.True(exit == 0, said + complained);
    }

    /// <summary>Lets the next share of the records go on, and kills a server while some have and some have not.</summary>
    private static async Task KillAtWorkAsync(ServerGroup group, GroupServer victim, int turn)
    {
        const string Called = "select count(*) from effect where place = 'counter'";
        var before = await group.CountAsync(Called);
        await group.Stores.ExecuteAsync($"update parcel set is_called = true where substr(id, 2)::integer % {group.Servers.Count} = {turn}");
        await group.CountsAsync(Called, count => count > before, "some were called");
        await victim.KillAsync();
        Assert.NotEqual(0, await group.CountAsync("select (select count(*) from parcel where is_called) - (select count(*) from effect where place = 'gone')")); // nobody was idle
        await group.TakenOverAsync(victim);
        victim.Start();
    }

    private static IEnumerable<string> Expected() => Enumerable.Range(0, Records).SelectMany(i => (i % 100 < 50 ? new[] { "counter", "gone", "light", "shelf" } : ["counter", "gone"])
        .Select(place => string.Create(CultureInfo.InvariantCulture, $"p{i:0000} {place}")));
}
