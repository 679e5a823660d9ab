using OrleansNaming.Cluster.Tests.Processes;

namespace OrleansNaming.Cluster.Tests.WorkTracks;

/// <summary>Work tracks on silos: the group's servers find each other in the directory that the silos keep, and share what the database holds (rows E).</summary>
[On(Engine.Orleans)]
public sealed class TracksOnSilosTests(Postgres postgres) : IClassFixture<Postgres>
{
    private const int Records = 60;

    private static readonly string[] Tracks = ["t0", "t1", "t2", "t3", "t4", "t5"];

    [RequiresFact("postgres", Need.Linux)]
    [Row("E5")]
    [Row("E20")]
    [Row("E22")]
    [Row("E29")]
    public async Task Silos_share_the_tracks_and_those_of_a_killed_one_are_taken_over()
    {
        await using var silos = await TrackSilos.StartAsync(postgres, Tracks);

        await AreTakenOverAsync(silos);
    }

    [RequiresFact("postgres", Need.Linux)]
    [Row("E19")]
    [Row("E22")]
    public async Task So_they_do_when_a_grain_keeps_the_owners()
    {
        await using var silos = await TrackSilos.StartWithGrainOwnersAsync(postgres, Tracks);

        await AreTakenOverAsync(silos);

        Assert.Empty(await silos.ReadAsync("select table_name from information_schema.tables where table_schema = current_schema()"));
    }

    [RequiresFact("postgres", Need.Linux)]
    [Row("E3")]
    [Row("E4")]
    [Row("E9")]
    [Row("E23")]
    [Row("E25")]
    [Row("E27")]
    public async Task A_track_calls_a_grain_for_each_record_with_one_key_and_goes_on_when_its_owner_is_killed()
    {
        await using var silos = await TrackSilos.StartAsync(postgres);
        await silos.ExecuteAsync("""
            create table parcel (id text primary key, place text);
            create table effect (id text not null, place text not null);
            create function note() returns trigger language plpgsql as $$ begin insert into effect values (new.id, new.place); return new; end $$;
            create trigger note after update of place on parcel for each row execute function note();
            """);
        await silos.WriteAsync("s1", """
            TRACK "parcels" GROUP "orders"
              GATHER FROM main "select id, place from parcel" KEY id UPDATES parcel COLUMNS id text, place text
              STEP "packed" DO SET place = 'packed' AND RUN "note" WITH id ON FAILURE AFTER 20 TRIES STOP
              STEP "gone" DO SET place = 'gone'
            END
            """);
        await AddAsync(silos, 0);
        await silos.HoldsAsync("select count(*) from effect where place = 'gone'", count => count != "0", "some are gone");

        await silos.KillAsync((await silos.ReadAsync("select holder_server from track_owner where track = 'parcels'"))[0]);
        await AddAsync(silos, Records);

        await silos.HoldsAsync("select count(*) from track_record where state = 'done'", count => count == $"{2 * Records}", "all are done");
        Assert.Equal(["1 120", "1 120"], await silos.ReadAsync("select times || ' ' || count(*) from (select count(*) times, place from effect group by id, place) found group by place, times"));
        foreach (var record in await silos.ReadAsync("select id from parcel"))
        {
            Assert.Single((await silos.KeysAsync(record))!);
        }
    }

    private static async Task AreTakenOverAsync(TrackSilos silos)
    {
        await Eventually.Holds(silos.TablesAsync, tables => AreShared(tables, 3), "all three show one table, with one master and each track once", TimeSpan.FromSeconds(90));

        await silos.KillAsync("s2");

        await Eventually.Holds(silos.TablesAsync, tables => AreShared(WithoutTheDead(tables), 2), "the two that are left share all tracks", TimeSpan.FromSeconds(90));
    }

    private static Task AddAsync(TrackSilos silos, int from) => silos.ExecuteAsync($"insert into parcel (id) select 'p' || i from generate_series({from}, {from + Records - 1}) i");

    private static string WithoutTheDead(string tables) => string.Join('\n', tables.Split('\n').Select(table => string.Join(' ', table.Split(' ').Where(server => !server.StartsWith("s2", StringComparison.Ordinal)))));

    /// <summary>Each track has one owner, and nobody more than one above an equal share: more would be given back.</summary>
    private static bool AreShared(string tables, int servers)
    {
        var lines = tables.Split('\n').Distinct().ToList();
        var rows = lines[0].Split(' ');
        var owned = rows.Select(row => row.Split(':')[1].Split(',', StringSplitOptions.RemoveEmptyEntries)).ToList();
        return lines.Count == 1 && rows.Length == servers && rows.Count(row => row.Contains('*')) == 1
            && owned.SelectMany(tracks => tracks).Order(StringComparer.Ordinal).SequenceEqual(Tracks) && owned.All(tracks => tracks.Length is > 0 && tracks.Length <= (Tracks.Length / servers) + 1);
    }
}
