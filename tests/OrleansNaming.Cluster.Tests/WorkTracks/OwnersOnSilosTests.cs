using System.Globalization;
using OrleansNaming.Cluster.Tests.Processes;
using OrleansNaming.Gateway;

namespace OrleansNaming.Cluster.Tests.WorkTracks;

/// <summary>What a track's owner and a group's master do on silos, and nobody else; the database notes who did it (rows E).</summary>
[On(Engine.Orleans)]
public sealed class OwnersOnSilosTests(Postgres postgres) : IClassFixture<Postgres>
{
    [RequiresFact("postgres", Need.Linux)]
    [Row("E8")]
    [Row("E10")]
    [Row("E19")]
    [Row("E26")]
    public async Task Only_the_committed_owner_gathers_cycle_for_cycle_and_one_that_stood_still_does_not_any_more()
    {
        await using var silos = await TrackSilos.StartAsync(postgres);
        await silos.ExecuteAsync("""
            create table parcel (id text primary key, place text);
            create table trail (at bigserial, what text not null, who text not null, holder text);
            create table tenure (at bigserial, epoch bigint not null, holder text not null);
            create function committed() returns trigger language plpgsql as $$ begin insert into tenure (epoch, holder) values (new.epoch, new.holder_server); return new; end $$;
            create trigger committed after insert or update of holder_server on track_owner for each row when (new.holder_server is not null) execute function committed();
            create function gathered() returns trigger language plpgsql as $$ begin
              insert into trail (what, who, holder) values (new.record || ' gathered', current_setting('application_name'), (select holder_server from track_owner where track = new.track)); return new; end $$;
            create trigger gathered after insert on track_record for each row execute function gathered();
            create function moved() returns trigger language plpgsql as $$ begin insert into trail (what, who) values (new.id || ' ' || new.place, current_setting('application_name')); return new; end $$;
            create trigger moved after update of place on parcel for each row execute function moved();
            """);
        await silos.WriteAsync("s1", """
            TRACK "parcels" GROUP "orders"
              GATHER FROM main "select id, place from parcel" KEY id UPDATES parcel COLUMNS id text, place text
              STEP "packed" DO SET place = 'packed'
              STEP "gone" DO SET place = 'gone'
            END
            """);
        await Task.WhenAll(Enumerable.Range(1, 3).Select(i => silos.CallAsync($"s{i}", "POST", "/v1/tracks/orders/tracks/parcels/claim", NamingRole.Operator))); // whoever knows it yet
        for (var cycle = 1; cycle <= 3; cycle++)
        {
            await AddAsync(silos, cycle);
        }

        Assert.Equal(Enumerable.Range(1, 3).SelectMany(i => new[] { $"p{i} gathered", $"p{i} packed", $"p{i} gone" }), await silos.ReadAsync("select what from trail order by at"));

        var owner = (await silos.ReadAsync("select holder_server from track_owner"))[0];
        await silos.FreezeAsync(owner);
        await silos.HoldsAsync("select coalesce(holder_server, '') from track_owner", holder => holder.Length > 0 && holder != owner, $"another one than {owner} owns the track");
        await AddAsync(silos, 4);
        await silos.ThawAsync(owner);
        await AddAsync(silos, 5);

        Assert.Empty(await silos.ReadAsync("select what || ' by ' || who || ' while ' || coalesce(holder, 'nobody') || ' owned it' from trail where what like '% gathered' and who is distinct from holder"));
        Assert.Equal(15, (await silos.ReadAsync("select distinct what from trail")).Count);
        Assert.Equal("15", (await silos.ReadAsync("select count(*) from trail"))[0]);
        var epochs = await silos.ReadAsync("select epoch from tenure order by at");
        Assert.Equal(Enumerable.Range(1, epochs.Count).Select(epoch => epoch.ToString(CultureInfo.InvariantCulture)), epochs); // each committed once, in order
        Assert.True(epochs.Count >= 2);
    }

    [RequiresFact("postgres", Need.Linux)]
    [Row("E30")]
    [Row("E31")]
    public async Task The_master_sends_each_mail_once_and_when_it_is_killed_the_lowest_of_the_others_sends_the_rest()
    {
        await using var silos = await TrackSilos.StartAsync(postgres);
        await silos.ExecuteAsync("create table job (id text primary key); create table mail (subject text not null, sender text not null)");
        await silos.WriteAsync("s2", """
            TRACK "jobs" GROUP "orders"
              GATHER FROM main "select id from job" KEY id COLUMNS id text
              STEP "tell" DO EMAIL 'ann@example.org' "{id}"
            END
            """);
        await MailedAsync(silos, 0);
        var master = Assert.Single(Masters(await silos.TablesAsync()));

        await silos.KillAsync(master);
        await MailedAsync(silos, 30);

        var next = new[] { "s1", "s2", "s3" }.First(silo => silo != master);
        Assert.Equal([$"{master} 30 0", $"{next} 30 30"], await silos.ReadAsync("select sender || ' ' || count(distinct subject) || ' ' || min(subject::int) from mail group by sender order by min(subject::int)"));
        Assert.Equal("60", (await silos.ReadAsync("select count(*) from mail"))[0]);
        await Eventually.Holds(silos.TablesAsync, tables => Masters(tables) is [var one] && one == next, $"both call {next} the master", TimeSpan.FromSeconds(60));
    }

    /// <summary>One parcel more, and its whole way.</summary>
    private static async Task AddAsync(TrackSilos silos, int parcel)
    {
        await silos.ExecuteAsync($"insert into parcel (id) values ('p{parcel}')");
        await silos.HoldsAsync($"select count(*) from track_record where record = 'p{parcel}' and state = 'done'", count => count == "1", $"parcel {parcel} is gone");
    }

    /// <summary>30 jobs more, and their mails: each also noted as sent, so that nobody sends it again.</summary>
    private static async Task MailedAsync(TrackSilos silos, int from)
    {
        await silos.ExecuteAsync($"insert into job (id) select i::text from generate_series({from}, {from + 29}) i");
        await silos.HoldsAsync("select count(*) from track_outbox where state = 'sent'", count => count == $"{from + 30}", "all mails are sent");
    }

    private static List<string> Masters(string tables) =>
        [.. tables.Split('\n').SelectMany(table => table.Split(' ')).Where(server => server.Contains('*')).Select(server => server.Split('*')[0]).Distinct()];
}
