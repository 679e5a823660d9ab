using OrleansNaming.Replica;
using static OrleansNaming.Core.Tests.Replica.Town;

namespace OrleansNaming.Core.Tests.Replica;

[Collection(MeasuresAllocation.Name)]
public sealed class HandleTests
{
    private readonly Town _town = new();

    [Fact]
    public void A_list_that_is_longer_than_the_whole_directory_leaves_handles_and_names_as_they_are()
    {
        _town.Put("a", Service("early", "a"));
        var (bound, idle) = (_town.Replica.GetHandle("early"), _town.Replica.GetHandle("town/n1999"));

        _town.Put("b", [.. Enumerable.Range(0, 3_000).Select(i => Service($"town/n{i}", "b")), Service("early", "b")]);

        Assert.Equal(["a", "b"], bound.Current.Select(instance => instance.InstanceId));
        Assert.Equal("b", Assert.Single(idle.Current).InstanceId);
        Assert.Same(idle, _town.Replica.GetHandle("town/n1999"));
        Assert.All(Enumerable.Range(0, 3_000), i => Assert.Single(_town.Replica.Resolve($"town/n{i}")));
    }

    [Fact]
    public void A_handle_stays_current_over_bind_unbind_and_bind()
    {
        var handle = _town.Replica.GetHandle("orders");
        Assert.Empty(handle.Current);
        _town.Put("a", Service("orders", "a"));
        Assert.Single(handle.Current);
        _town.Drop("a", new EntryKey("orders", "a"));
        Assert.Empty(handle.Current);
        _town.Put("a", Service("orders", "a"));
        Assert.Single(handle.Current);
        Assert.Same(handle, _town.Replica.GetHandle("orders"));
    }

    [Fact]
    public void A_handle_of_a_bound_name_is_the_slot_that_resolve_reads()
    {
        _town.Put("a", Service("orders", "a"));
        var handle = _town.Replica.GetHandle("orders");
        _town.Put("a", Service("orders", "a", 81));
        Assert.Equal(81, handle.Current[0].Endpoint("http").Port);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Orders")]
    [InlineData("a//b")]
    public void A_text_that_is_no_name_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => _town.Replica.GetHandle(name));

    [Fact]
    public void A_name_without_bindings_is_not_listed_though_it_has_a_handle()
    {
        _town.Replica.GetHandle("shop/orders");
        Assert.Empty(_town.Replica.List("", null, 10).Names);
    }

    [Fact]
    public void A_slot_that_nobody_holds_leaves_with_its_last_binding()
    {
        var index = new NameIndex();
        var life = new OwnerLife(new OwnerView(new ServerId("a")), default);
        index.Write(null, "orders", [new Binding(new OwnerVersion(life, 1), Service("orders", "a"))]);
        index.Write(index.Find("orders"), "orders", []);
        Assert.Null(index.Find("orders"));
    }

    [Fact]
    public void Idle_handles_are_capped_and_a_binding_makes_room()
    {
        for (var i = 0; i < Limits.IdleHandles; i++)
        {
            _town.Replica.GetHandle($"n{i}");
        }

        Assert.Throws<InvalidOperationException>(() => _town.Replica.GetHandle("one-more"));
        Assert.NotNull(_town.Replica.GetHandle("n7"));
        _town.Put("a", Service("n7", "a"));
        _town.Drop("a", new EntryKey("n7", "a"));
        Assert.Throws<InvalidOperationException>(() => _town.Replica.GetHandle("one-more"));
        _town.Put("a", Service("n7", "a"));
        Assert.NotNull(_town.Replica.GetHandle("one-more"));
        Assert.Throws<InvalidOperationException>(() => _town.Replica.GetHandle("and-one-more"));
    }

    [Fact]
    public void Resolving_and_reading_a_handle_allocate_nothing()
    {
        _town.Put("a", Service("shop/orders", "a"), Service("shop/orders", "b"));
        var handle = _town.Replica.GetHandle("shop/orders");
        Assert.Equal(2 * 80, Sum(handle, 2));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var sum = Sum(handle, 1_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1_000 * 80, sum);
    }

    private int Sum(NameHandle handle, int times)
    {
        var sum = 0;
        for (var i = 0; i < times; i++)
        {
            foreach (var instance in i % 2 == 0 ? handle.Current : _town.Replica.Resolve("shop/orders".AsSpan()))
            {
                sum += instance.Endpoint("http").Port / 2;
            }
        }

        return sum;
    }
}
