using Microsoft.Data.Sqlite;
using OrleansNaming.Tracks.Fencing;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Tests.Stores;

[On(Engine.Lan)]
public sealed class SqliteFenceTests : FenceContract
{
    /// <summary>A user's transaction that reads first and writes later is not caught by a lock but by SQLite: its snapshot is too old to write on.</summary>
    [Fact]
    public async Task A_deferred_transaction_of_a_former_owner_cannot_write_behind_the_next_owner()
    {
        var token = await TakenAsync(Ann);
        var sql = (SqliteStores)Stores;
        var fence = new SqlFence(sql.Of(0), "g");
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = sql.Path, DefaultTimeout = 1 }.ToString());
        await connection.OpenAsync(Cancel);
        await using var transaction = Deferred(connection);
        Assert.True(await fence.HoldsAsync(transaction, token, Cancel));

        await TakenAsync(Bob, seen: 1);

        await using var write = connection.CreateCommand();
        (write.CommandText, write.Transaction) = ("insert into note (line) values ('stale')", transaction);
        await Assert.ThrowsAsync<SqliteException>(() => write.ExecuteNonQueryAsync(Cancel));
        Assert.Empty(await Stores.NotesAsync());
    }

    [Fact]
    public async Task A_file_that_stays_busy_is_given_up_and_nothing_is_changed()
    {
        var token = await TakenAsync(Ann);
        await using var busy = await Stores.Work().Fence.TryBeginAsync(token, Cancel);
        var owners = new SqlOwnershipStore(((SqliteStores)Stores).With(new TrackDatabaseOptions { BusyTimeout = TimeSpan.FromMilliseconds(100) }), "g");

        var failure = await Assert.ThrowsAsync<SqliteException>(() => owners.TakeAsync("jobs", 1, Bob, Cancel));

        Assert.Equal(SQLitePCL.raw.SQLITE_BUSY, failure.SqliteErrorCode);
        Assert.Equal([new OwnershipRow("jobs", 1, Ann, 0)], await Stores.Owners().ReadAsync(Cancel));
    }

    private static SqliteTransaction Deferred(SqliteConnection connection) => connection.BeginTransaction(deferred: true);

    private protected override async Task<IStores> OpenAsync() => await new SqliteStores().PreparedAsync();
}
