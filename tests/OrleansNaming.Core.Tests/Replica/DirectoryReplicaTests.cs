using OrleansNaming.Advertising;
using static OrleansNaming.Core.Tests.Replica.Town;

namespace OrleansNaming.Core.Tests.Replica;

public sealed class DirectoryReplicaTests
{
    private readonly Town _town = new();

    [Fact]
    public void An_unknown_name_resolves_to_an_empty_set() => Assert.Empty(_town.Replica.Resolve("nobody"));

    [Fact]
    public void Instances_stand_in_order_of_owner_then_id_whatever_the_order_of_arrival()
    {
        _town.Put("c", Service("orders", "c"));
        _town.Put("a", Service("orders", "a2"), Service("orders", "a1"));
        _town.Put("b", Service("orders", "b"));
        Assert.Equal("a/a1:80 a/a2:80 b/b:80 c/c:80", _town.Seen("orders"));
    }

    [Fact]
    [Row("B11")]
    public void An_unbind_takes_the_name_away()
    {
        _town.Put("a", Service("orders", "a"), Service("stock", "a"));
        _town.Told();
        _town.Drop("a", new EntryKey("orders", "a"));
        Assert.Equal("", _town.Seen("orders"));
        Assert.Equal("a/a:80", _town.Seen("stock"));
        Assert.Equal("Unbound orders/a a@2", _town.Told());
        Assert.Equal(["stock"], _town.Replica.List("", null, 10).Names.Select(item => item.Name));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Row("B11")]
    public void A_bind_a_rebind_and_an_unbind_are_told_once_each(bool byDelta)
    {
        _town.Put("a", Service("gone", "a"), Service("kept", "a"), Service("moved", "a"));
        _town.Told();
        _town.Advance("a", [Service("came", "a"), Service("moved", "a", 81), Service("kept", "a")], [new EntryKey("gone", "a")], byDelta);
        Assert.Equal("Bound came/a a@2, Unbound gone/a a@2, Rebound moved/a a@2", _town.Told());
    }

    [Fact]
    public void A_binding_keeps_the_version_that_put_it_there()
    {
        _town.Put("a", Service("kept", "a"));
        _town.Put("a", Service("other", "a"));
        _town.Advance("a", [Service("kept", "a")], [], byDelta: false);
        Assert.Equal(1ul, _town.Replica.Resolve("kept").Stamp.Stamp.Version);
        Assert.Equal(2ul, _town.Replica.Resolve("other").Stamp.Stamp.Version);
    }

    [Fact]
    public void A_new_incarnation_is_told_only_where_it_differs_and_marks_every_binding()
    {
        _town.Put("a", Service("kept", "a"), Service("gone", "a"));
        _town.Told();
        var next = _town.Restart("a", Service("kept", "a"), Service("new", "a"));
        Assert.Equal("Unbound gone/a a@1, Bound new/a a@1", _town.Told());
        Assert.Equal(next.Stamp, _town.Replica.Resolve("kept").Stamp.Stamp);
    }

    [Fact]
    public void A_stamp_that_does_not_rise_is_refused()
    {
        var first = _town.Put("a", Service("orders", "a"));
        Assert.Throws<InvalidOperationException>(() => _town.Replica.Apply(first, null, []));
    }

    [Fact]
    [Row("B10")]
    public void A_list_of_the_same_stamp_and_another_digest_mends_what_is_shown()
    {
        var first = _town.Put("a", Service("orders", "a"), Service("stock", "a"));
        _town.Told();
        var stamp = first.Stamp;
        var other = AdvertisementFold.Advance(AdvertisementFold.Nothing(first.Server), stamp, OwnerStatus.Serving, [Service("orders", "a", 81)], []).Next;
        _town.Replica.Apply(other, null, _town.Changes);
        Assert.Equal("Rebound orders/a a@1, Unbound stock/a a@1", _town.Told());
        Assert.Equal("a/a:81", _town.Seen("orders"));
    }

    [Fact]
    public void A_hidden_owner_is_not_resolved_until_it_is_shown_again()
    {
        _town.Put("a", Service("orders", "a"));
        _town.Put("b", Service("orders", "b"));
        _town.Told();
        _town.Hide("a");
        Assert.Equal("b/b:80", _town.Seen("orders"));
        _town.Put("a", Service("orders", "a", 81));
        Assert.Equal("b/b:80", _town.Seen("orders"));
        _town.Show("a");
        Assert.Equal("a/a:81 b/b:80", _town.Seen("orders"));
        Assert.Equal("Hidden orders/a a@1, Bound orders/a a@2", _town.Told());
    }

    [Fact]
    public void Hiding_twice_or_showing_twice_tells_nothing()
    {
        _town.Put("a", Service("orders", "a"));
        _town.Show("a");
        _town.Hide("a");
        _town.Told();
        _town.Hide("a");
        Assert.Equal("", _town.Told());
    }

    [Fact]
    public void A_removed_owner_is_forgotten_and_may_come_back_at_any_stamp()
    {
        var list = _town.Put("a", Service("orders", "a"), new Context("shop"));
        _town.Told();
        _town.Remove("a");
        Assert.Equal("Hidden orders/a a@1", _town.Told());
        Assert.Null(_town.Replica.Find(new ServerId("a")));
        Assert.Empty(_town.Replica.List("", null, 10).Names);
        _town.Replica.Apply(list, null, []);
        Assert.Equal("a/a:80", _town.Seen("orders"));
    }

    [Fact]
    public void Owners_are_listed_in_order()
    {
        _town.Put("c");
        _town.Put("a");
        Assert.NotNull(_town.Replica.Admit(new ServerId("b")));
        Assert.Equal(["a", "b", "c"], _town.Replica.Owners.Select(view => view.Server.Value));
        Assert.Null(_town.Replica.Find(new ServerId("b"))!.Advertisement);
    }

    [Fact]
    public void A_further_owner_than_the_cap_is_refused_and_nobody_is_pushed_out()
    {
        for (var i = 0; i < Limits.Owners; i++)
        {
            Assert.NotNull(_town.Replica.Admit(new ServerId($"s{i}")));
        }

        Assert.Null(_town.Replica.Admit(new ServerId("one-more")));
        Assert.Same(_town.Replica.Find(new ServerId("s7")), _town.Replica.Admit(new ServerId("s7")));
        Assert.Throws<InvalidOperationException>(() => _town.Put("one-more", Service("orders", "x")));
        Assert.Equal(Limits.Owners, _town.Replica.Owners.Count);
    }

    [Fact]
    public void An_owner_may_list_many_instances_of_one_name()
    {
        var many = Enumerable.Range(0, 2_000).Select(i => Service("orders", $"i{i:d5}")).ToArray();
        _town.Put("b", many);
        _town.Put("a", Service("orders", "a"));
        _town.Restart("b", many[1..]);
        Assert.Equal(2_000, _town.Replica.Resolve("orders").Count);
        Assert.Equal("i00001", _town.Replica.Resolve("orders")[1].InstanceId);
    }

    [Fact]
    public void Equal_parts_of_instances_are_one_object()
    {
        _town.Put("a", Service(new string("orders"), "a", 1));
        _town.Put("a", Service(new string("stock"), "a", 2));
        _town.Put("b", Service(new string("orders".AsSpan()), "b", 1));
        var (orders, stock) = (_town.Replica.Resolve("orders"), _town.Replica.Resolve("stock"));
        Assert.Same(orders[0].Profile, stock[0].Profile);
        Assert.Same(orders[0].Name, orders[1].Name);
    }

    [Fact]
    public void The_whole_holds_just_the_events_of_no_higher_edition_also_where_no_stamp_rises()
    {
        _town.Put("b", Service("orders", "b"));
        Action[] writes =
        [
            () => _town.Put("a", Service("orders", "a"), new Tombstone("jobs", "j", 1, 1, 0)),
            () => _town.Hide("a"),
            () => _town.Show("a"),
            () => _town.Remove("a"),
        ];
        foreach (var write in writes)
        {
            var before = _town.Replica.Whole();
            _town.Changes.Clear();
            write();
            var after = _town.Replica.Whole();
            var told = Assert.Single(_town.Changes);
            Assert.InRange(told.Edition, before.Edition + 1, after.Edition);
            Assert.Equal(told.Kind == ChangeKind.Bound ? 2 : 1, Assert.Single(after.Names).Count);
        }
    }

    [Fact]
    public void Events_that_say_the_same_are_equal_whichever_write_told_them()
    {
        var told = new NamingChange(ChangeKind.Bound, "orders", Service("orders", "a"), new ServerId("a"), default) { Edition = 1 };
        var again = told with { Edition = 2 };
        Assert.Equal((told, told.GetHashCode()), (again, again.GetHashCode()));
        Assert.NotEqual(told, again with { Kind = ChangeKind.Rebound });
        Assert.NotEqual(told, again with { Name = "stock" });
        Assert.NotEqual(told, again with { Instance = null });
        Assert.NotEqual(told, again with { Owner = new ServerId("b") });
        Assert.NotEqual(told, again with { Stamp = new Stamp(new Epoch(1, default), 1) });
    }
}
