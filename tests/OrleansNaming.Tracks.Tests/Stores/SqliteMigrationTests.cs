using OrleansNaming.Tracks.Definitions;

namespace OrleansNaming.Tracks.Tests.Stores;

[On(Engine.Lan)]
public sealed class SqliteMigrationTests : MigrationContract
{
    [Fact]
    [Row("E34")]
    public async Task No_track_may_update_a_table_that_is_made()
    {
        var tables = await Sql.ReadAsync("select name from sqlite_master where type = 'table' and name <> 'note'", row => row.GetString(0));

        Assert.Contains("track_access", tables);
        Assert.All(tables, table => Assert.True(TrackSource.IsKept(table), table));
    }

    private protected override async Task<IStores> OpenAsync() => await new SqliteStores().PreparedAsync();
}
