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

    /// <summary>Why the fence locks: the same check without a lock lets a former owner's write land behind the next owner's.</summary>
    [Fact]
    public async Task Without_the_lock_a_former_owners_write_slips_through()
    {
        await TakenAsync(Ann);
        await using var former = new NpgsqlConnection(((PostgresStores)Sql).Connection);
        await former.OpenAsync(Cancel);
        await using var transaction = await former.BeginTransactionAsync(Cancel);
        await using var check = new NpgsqlCommand("select 1 from track_owner where group_name = 'g' and track = 'jobs' and epoch = 1", former, transaction);
        Assert.Equal(1, await check.ExecuteScalarAsync(Cancel));

        var next = await TakenAsync(Bob, seen: 1);
        await using (var fenced = await Stores.Work().Fence.TryBeginAsync(next, Cancel))
        {
            await Stores.NoteAsync(fenced!, "bob, epoch 2");
            await fenced!.CommitAsync(Cancel);
        }

        await using var write = new NpgsqlCommand("insert into note (line) values ('ann, epoch 1')", former, transaction);
        await write.ExecuteNonQueryAsync(Cancel);
        await transaction.CommitAsync(Cancel);

        Assert.Equal(["bob, epoch 2", "ann, epoch 1"], await Stores.NotesAsync());
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
