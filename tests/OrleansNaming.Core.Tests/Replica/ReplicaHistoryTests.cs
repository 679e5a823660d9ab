namespace OrleansNaming.Core.Tests.Replica;

/// <summary>What a name was at a time, from a bounded memory.</summary>
public sealed class ReplicaHistoryTests
{
    private readonly Town _town = new();

    [Fact]
    [Lesson(16)]
    public void A_name_is_answered_as_it_was()
    {
        At(10, () => _town.Put("a", Town.Service("orders", "one")));
        At(20, () => _town.Put("b", Town.Service("orders", "two")));
        At(30, () => _town.Drop("a", new EntryKey("orders", "one")));
        At(40, () => _town.Hide("b"));
        Assert.Equal(["one", "one two", "two", ""], ((long[])[10, 25, 30, 40]).Select(AsOf));
        Assert.Equal((10, 4), (_town.Replica.History.BeginUnixMilliseconds, _town.Replica.History.Of("orders").Count));
    }

    [Fact]
    public void What_was_there_before_the_memory_began_is_told_by_what_became_of_it()
    {
        _town.Put("a", Town.Service("orders", "gone"), Town.Service("orders", "changed", 80), Town.Service("orders", "same"));
        _town.Changes.Clear();
        At(10, () => _town.Put("b", Town.Service("stock", "other")));
        At(20, () => _town.Drop("a", new EntryKey("orders", "gone")));
        At(30, () => _town.Put("a", Town.Service("orders", "new")));
        Assert.Equal(["changed gone same", "changed same", "changed new same"], ((long[])[10, 25, 35]).Select(AsOf));
        Assert.True(_town.Replica.History.AsOf("orders", _town.Replica.Resolve("orders"), 10).IsExact);
        At(40, () => _town.Put("a", Town.Service("orders", "changed", 81)));
        Assert.False(_town.Replica.History.AsOf("orders", _town.Replica.Resolve("orders"), 35).IsExact);
        Assert.True(_town.Replica.History.AsOf("orders", _town.Replica.Resolve("orders"), 40).IsExact);
    }

    [Fact]
    public void A_guest_that_was_handed_on_is_one()
    {
        At(10, () => _town.Put("a", Town.Guest("orders", "g", 1, 1)));
        At(20, () => _town.Put("b", Town.Guest("orders", "g", 1, 2)));
        Assert.Equal("g", AsOf(15));
        Assert.Equal("g", AsOf(20));
    }

    [Fact]
    public void The_oldest_goes_first_and_the_beginning_says_so()
    {
        for (var i = 0; i <= Limits.PastChanges; i++)
        {
            At(i, () => _town.Put("a", Town.Service("orders", "one", 1 + i)));
        }

        Assert.Equal(Limits.PastChanges, _town.Replica.History.Of("orders").Count);
        Assert.Equal(2, _town.Replica.History.BeginUnixMilliseconds);
    }

    private void At(long time, Action change)
    {
        change();
        _town.Replica.History.Changed([.. _town.Changes], new Instant(TimeSpan.FromMilliseconds(time), time));
        _town.Changes.Clear();
    }

    private string AsOf(long time) => string.Join(
        ' ', _town.Replica.History.AsOf("orders", _town.Replica.Resolve("orders"), time).Instances.Select(was => was.Instance!.InstanceId).Order());
}
