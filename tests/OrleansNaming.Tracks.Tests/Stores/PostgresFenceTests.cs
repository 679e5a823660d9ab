using System.Data.Common;
using Npgsql;
using OrleansNaming.Tracks.Fencing;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Tests.Stores;

[On(Engine.Lan)]
public sealed class PostgresFenceTests(PostgresServer server) : FenceContract
{
    private SqlStores Sql => (SqlStores)Stores;

    [Fact]
    public async Task A_renewal_does_not_wait_for_the_owners_own_transactions()
    {
        var token = await TakenAsync(Ann);
        await using var transaction = await Stores.Work().Fence.TryBeginAsync(token, Cancel);

        Assert.Empty(await Stores.Owners().BeatAsync([token], Cancel));
        Assert.Equal([new OwnershipRow("jobs", 1, Ann, 1)], await Stores.Owners().ReadAsync(Cancel));

        await transaction!.CommitAsync(Cancel);
    }

    [Fact]
    public async Task An_owner_that_stops_inside_a_transaction_does_not_keep_its_track()
    {
        var token = await TakenAsync(Ann);
        var fence = new SqlFence(Sql.With(new TrackDatabaseOptions { FencedIdleTimeout = TimeSpan.FromSeconds(1) }), "g");
        await using var stopped = await fence.TryBeginAsync(token, Cancel);
        await Stores.NoteAsync(stopped!, "stopped");

        Assert.Equal(2UL, (await Stores.Owners(server: 1).TakeAsync("jobs", 1, Bob, Cancel))?.Epoch);

        await Assert.ThrowsAnyAsync<DbException>(() => stopped!.CommitAsync(Cancel));
        Assert.Empty(await Stores.NotesAsync());
    }

    [Fact]
    public async Task A_take_that_waits_too_long_is_given_up()
    {
        var token = await TakenAsync(Ann);
        await using var transaction = await Stores.Work().Fence.TryBeginAsync(token, Cancel);
        var owners = new SqlOwnershipStore(Sql.With(new TrackDatabaseOptions { CommandTimeout = TimeSpan.FromSeconds(1) }), "g");

        await Assert.ThrowsAnyAsync<DbException>(() => owners.TakeAsync("jobs", 1, Bob, Cancel));
        Assert.Equal([new OwnershipRow("jobs", 1, Ann, 0)], await Stores.Owners().ReadAsync(Cancel));
    }

    [Fact]
    public async Task The_check_works_in_a_transaction_of_the_users_own()
    {
        var token = await TakenAsync(Ann);
        var fence = new SqlFence(Sql.Of(0), "g");
        await using var connection = new NpgsqlConnection(((PostgresStores)Sql).Connection);
        await connection.OpenAsync(Cancel);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.Serializable, Cancel);

        Assert.True(await fence.HoldsAsync(transaction, token, Cancel));
        Assert.False(await fence.HoldsAsync(transaction, token with { Epoch = 2 }, Cancel));
    }

    private protected override async Task<IStores> OpenAsync() => await new PostgresStores(server).StartAsync();
}
