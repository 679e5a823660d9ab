namespace OrleansNaming.Tracks.Tests.Stores;

/// <summary>The tables, made by whoever comes first.</summary>
public abstract class MigrationContract : StoreContract
{
    private protected SqlStores Sql => (SqlStores)Stores;

    [Fact]
    public async Task Servers_that_start_at_once_make_the_tables_once()
    {
        await Sql.ExecuteAsync("drop table track_owner");
        await Sql.ExecuteAsync("drop table track_work");
        await Sql.ExecuteAsync("drop table resource_token");
        await Sql.ExecuteAsync("drop table track_schema");
        foreach (var table in new[] { "track_definition", "track_record", "track_outbox", "track_published", "track_trigger", "track_audit", "track_access" })
        {
            await Sql.ExecuteAsync($"drop table {table}");
        }

        await Task.WhenAll(Enumerable.Range(0, 6).Select(server => Task.Run(() => Sql.Of(server).MigrateAsync(Cancel))));

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], await Sql.ReadAsync("select version from track_schema order by version", row => row.GetInt32(0)));
        Assert.Equal(1UL, (await TakenAsync(Ann)).Epoch);
    }

    [Fact]
    public async Task Migrating_again_keeps_what_is_there()
    {
        var token = await TakenAsync(Ann);

        await Sql.Of(1).MigrateAsync(Cancel);

        Assert.Empty(await Stores.Owners().BeatAsync([token], Cancel));
    }

    [Fact]
    public async Task Tables_of_a_later_version_are_refused()
    {
        await Sql.ExecuteAsync("insert into track_schema (version) values (99)");

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => Sql.Of(0).MigrateAsync(Cancel));

        Assert.Contains("99", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_migration_that_fails_half_way_leaves_nothing()
    {
        await Sql.ExecuteAsync("drop table track_owner");
        await Sql.ExecuteAsync("drop table resource_token");
        await Sql.ExecuteAsync("delete from track_schema");

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Sql.Of(0).MigrateAsync(Cancel)); // track_work is in the way

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Stores.Owners().ReadAsync(Cancel));
        Assert.Empty(await Sql.ReadAsync("select version from track_schema order by version", row => row.GetInt32(0)));
    }
}
