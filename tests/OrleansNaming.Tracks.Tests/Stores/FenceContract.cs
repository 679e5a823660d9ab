using System.Data.Common;
using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Tests.Stores;

/// <summary>What the fence lets through (T2).</summary>
public abstract class FenceContract : StoreContract
{
    [Fact]
    public async Task Only_the_present_token_gets_a_transaction()
    {
        var former = await TakenAsync(Ann);
        var present = await TakenAsync(Bob, seen: 1);
        TrackToken[] strangers = [former, present with { Epoch = 3 }, present with { Holder = Ann }, present with { Track = "other" }, present with { Holder = Bob with { Boot = new BootId(9) } }];

        Assert.All(await Task.WhenAll(strangers.Select(token => Stores.Work().Fence.TryBeginAsync(token, Cancel))), Assert.Null);

        await using var transaction = await Stores.Work().Fence.TryBeginAsync(present, Cancel);
        Assert.Equal(present, transaction?.Token);
    }

    [Fact]
    public async Task A_released_token_gets_none()
    {
        var token = await TakenAsync(Ann);
        await Stores.Owners().ReleaseAsync(token, Cancel);

        Assert.Null(await Stores.Work().Fence.TryBeginAsync(token, Cancel));
    }

    [Fact]
    public async Task Without_a_commit_nothing_stays()
    {
        var token = await TakenAsync(Ann);
        await using (var transaction = await Stores.Work().Fence.TryBeginAsync(token, Cancel))
        {
            await Stores.NoteAsync(transaction!, "rolled back");
        }

        Assert.Empty(await Stores.NotesAsync());
    }

    [Fact]
    [Row("E26")]
    public async Task Ownership_does_not_change_while_a_fenced_transaction_is_open()
    {
        var token = await TakenAsync(Ann);
        await using (var transaction = await Stores.Work().Fence.TryBeginAsync(token, Cancel))
        {
            await Stores.NoteAsync(transaction!, "ann");
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));

            var failure = await Record.ExceptionAsync(() => Stores.Owners().TakeAsync("jobs", 1, Bob, patience.Token));

            Assert.True(failure is OperationCanceledException or DbException, $"the take did not wait: {failure}");
            await transaction!.CommitAsync(Cancel);
        }

        Assert.Equal([new OwnershipRow("jobs", 1, Ann, 0)], await Stores.Owners().ReadAsync(Cancel));
        var next = await TakenAsync(Bob, seen: 1);
        await using (var transaction = await Stores.Work().Fence.TryBeginAsync(next, Cancel))
        {
            await Stores.NoteAsync(transaction!, "bob");
            await transaction!.CommitAsync(Cancel);
        }

        Assert.Null(await Stores.Work().Fence.TryBeginAsync(token, Cancel));
        Assert.Equal(["ann", "bob"], await Stores.NotesAsync());
    }

    [Fact]
    public async Task A_take_that_waited_gets_the_track_when_the_transaction_ends()
    {
        var token = await TakenAsync(Ann);
        var transaction = await Stores.Work().Fence.TryBeginAsync(token, Cancel);
        var take = Task.Run(() => Stores.Owners().TakeAsync("jobs", 1, Bob, Cancel), Cancel);
        await Stores.NoteAsync(transaction!, "ann");

        await transaction!.CommitAsync(Cancel);
        await transaction.DisposeAsync();

        Assert.Equal(new TrackToken("jobs", 2, Bob), await take);
    }
}
