using OrleansNaming.Replica;
using static OrleansNaming.Core.Tests.Replica.Town;

namespace OrleansNaming.Core.Tests.Replica;

/// <summary>Lookups of names that somebody subscribes to are told, and no others (row E40).</summary>
[Collection(MeasuresAllocation.Name)]
public sealed class TapTests
{
    private readonly Town _town = new();
    private readonly List<string> _told = [];

    [Fact]
    [Row("E40")]
    public void Lookups_of_tapped_names_are_told_and_answer_what_they_always_did()
    {
        _town.Put("a", Service("shop/web", "a"), Service("shop/db", "a"));
        Assert.Equal(0, _town.Replica.Tap(["shop/web", "shop/later"], _told.Add));

        Assert.Single(_town.Replica.Resolve("shop/web"));
        Assert.Single(_town.Replica.Resolve("shop/db"));
        Assert.Empty(_town.Replica.Resolve("shop/later"));
        Assert.Empty(_town.Replica.Resolve("shop/nothing"));
        Assert.Equal(["shop/web", "shop/later"], _told);

        _town.Put("b", Service("shop/later", "b"), Service("shop/web", "b"));
        Assert.Equal("b", Assert.Single(_town.Replica.Resolve("shop/later")).InstanceId);
        Assert.Equal(["a", "b"], _town.Replica.Resolve("shop/web").Select(instance => instance.InstanceId));
        _town.Drop("b", new EntryKey("shop/later", "b"), new EntryKey("shop/web", "b"));
        Assert.Empty(_town.Replica.Resolve("shop/later"));
        Assert.Single(_town.Replica.Resolve("shop/web"));
        Assert.Equal(["shop/db", "shop/web"], _town.Replica.List("shop", null, 9).Names.Select(item => item.Name));
    }

    [Fact]
    [Row("E40")]
    public void What_is_tapped_no_more_is_told_no_more_and_stays_the_same_slot()
    {
        _town.Put("a", Service("shop/web", "a"), Service("shop/db", "a"));
        var handle = _town.Replica.GetHandle("shop/web");
        _town.Replica.Tap(["shop/web"], _told.Add);
        _town.Replica.Tap(["shop/db"], _told.Add);

        Assert.Single(_town.Replica.Resolve("shop/web"));
        Assert.Single(_town.Replica.Resolve("shop/db"));
        Assert.Equal(["shop/db"], _told);
        _town.Put("b", Service("shop/web", "b"));
        Assert.Equal(2, handle.Current.Count);
        Assert.Same(handle, _town.Replica.GetHandle("shop/web"));

        _town.Replica.Tap([], _told.Add);
        Assert.Single(_town.Replica.Resolve("shop/db"));
        Assert.Equal(["shop/db"], _told);
    }

    [Fact]
    [Row("E40")]
    public void Listings_explanations_and_reads_through_a_handle_are_no_lookups()
    {
        _town.Put("a", Service("shop/web", "a"));
        _town.Replica.Tap(["shop/web"], _told.Add);

        Assert.Single(_town.Replica.List("shop", null, 9).Names);
        Assert.Single(_town.Replica.Peek("shop/web"));
        Assert.Single(_town.Replica.Served("shop/web"));
        Assert.Single(_town.Replica.GetHandle("shop/web").Current);
        Assert.True(_town.Replica.StateOf("shop/web").IsBound);
        Assert.Empty(_told);
    }

    [Fact]
    [Row("E40")]
    public void A_lookup_of_a_name_that_nobody_subscribes_to_does_no_work_and_allocates_nothing()
    {
        _town.Put("a", Service("shop/web", "a"), Service("shop/db", "a"));
        _town.Replica.Tap(["shop/web"], _told.Add);
        Assert.Equal(2, Resolved(1)); // so that all code is there

        var before = GC.GetAllocatedBytesForCurrentThread();
        var found = Resolved(10_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(20_000, found);
        Assert.Empty(_told);
    }

    [Fact]
    [Row("E40")]
    public void Names_beyond_the_bound_are_left_out_and_counted()
    {
        var names = Enumerable.Range(0, LookupTap.NamesMax + 3).Select(i => $"n{i:0000}").Append("No Name").ToList();

        Assert.Equal(4, _town.Replica.Tap(names, _told.Add));
        _town.Replica.Resolve("n0000");
        _town.Replica.Resolve($"n{LookupTap.NamesMax:0000}");
        Assert.Equal(["n0000"], _told);
    }

    [Fact]
    [Row("E40")]
    public void With_no_handle_left_names_are_tapped_and_one_that_is_tapped_no_more_leaves_nothing()
    {
        for (var i = 0; i < Limits.IdleHandles; i++)
        {
            _town.Replica.GetHandle($"idle-{i}");
        }

        Assert.Equal(0, _town.Replica.Tap(["shop/none", "shop/none"], _told.Add));
        Assert.Empty(_town.Replica.Resolve("shop/none"));
        Assert.Equal(["shop/none"], _told);

        _town.Replica.Tap([], _told.Add);
        _town.Put("a", Service("shop/none", "a"));
        Assert.Equal("a", Assert.Single(_town.Replica.Resolve("shop/none")).InstanceId);
        Assert.Equal(["shop/none"], _told);
    }

    [Fact]
    [Row("E40")]
    public async Task A_bound_name_is_never_seen_empty_while_it_is_tapped_and_untapped()
    {
        _town.Put("a", Service("shop/web", "a"));
        using var stop = new CancellationTokenSource();
        var reader = Task.Run(() =>
        {
            var empty = 0;
            while (!stop.IsCancellationRequested)
            {
                empty += _town.Replica.Resolve("shop/web").Count == 1 ? 0 : 1;
            }

            return empty;
        }, TestContext.Current.CancellationToken);
        for (var i = 0; i < 20_000; i++)
        {
            _town.Replica.Tap(i % 2 == 0 ? ["shop/web"] : [], static _ => { });
        }

        await stop.CancelAsync();
        Assert.Equal(0, await reader);
    }

    private int Resolved(int times)
    {
        var found = 0;
        for (var i = 0; i < times; i++)
        {
            found += _town.Replica.Resolve("shop/db").Count + _town.Replica.Resolve("shop/none").Count + _town.Replica.Peek("shop/web").Count;
        }

        return found;
    }
}
