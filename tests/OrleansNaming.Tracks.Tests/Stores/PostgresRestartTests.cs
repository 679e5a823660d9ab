using System.Data.Common;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Tests.Stores;

/// <summary>A database that goes away and comes back: nothing is lost, and who kept a connection gets on with another one.</summary>
[On(Engine.Lan)]
public sealed class PostgresRestartTests : IAsyncDisposable
{
    private static readonly Holder Ann = new(new ServerId("ann"), new BootId(1));

    private readonly PostgresServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [RequiresFact("postgres", Need.Linux)]
    public async Task An_owner_renews_again_when_the_database_is_back()
    {
        await using var stores = new PostgresStores(_server);
        await stores.StartAsync();
        var token = await stores.Owners().TakeAsync("jobs", 0, Ann, Cancel) ?? throw new InvalidOperationException("not taken");
        await stores.Work().EnqueueAsync("jobs", [new WorkItem("a", default)], Cancel);
        var interrupted = await stores.Work().Fence.TryBeginAsync(token, Cancel);
        await stores.NoteAsync(interrupted!, "lost");

        await _server.RestartAsync();

        await Assert.ThrowsAnyAsync<DbException>(() => interrupted!.CommitAsync(Cancel));
        await interrupted!.DisposeAsync();
        Assert.Empty(await Eventually.Holds(() => BeatAsync(stores, token), lost => lost is not null, "a renewal comes through") ?? [token]);
        Assert.Equal(WorkOutcome.Done, await stores.Work().CompleteAsync(token, "a", (transaction, _) => stores.NoteAsync(transaction, "once"), Cancel));
        Assert.Equal(["once"], await stores.NotesAsync());
    }

    /// <summary>Null for an unknown outcome.</summary>
    private static async Task<IReadOnlyList<TrackToken>?> BeatAsync(PostgresStores stores, TrackToken token)
    {
        try
        {
            return await stores.Owners().BeatAsync([token], Cancel);
        }
        catch (DbException)
        {
            return null;
        }
    }
}
