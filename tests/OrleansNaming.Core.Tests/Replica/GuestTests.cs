using static OrleansNaming.Core.Tests.Replica.Town;

namespace OrleansNaming.Core.Tests.Replica;

public sealed class GuestTests
{
    private readonly Town _town = new();

    [Fact]
    public void One_guest_that_two_owners_list_is_shown_once_by_the_higher_hold()
    {
        _town.Put("a", Guest("orders", "g", 1, 1, 81));
        _town.Put("b", Guest("orders", "g", 1, 2, 82));
        Assert.Equal("b/g:82", _town.Seen("orders"));
        Assert.Equal("Bound orders/g a@1, Rebound orders/g b@1", _town.Told());
    }

    [Fact]
    public void The_order_is_revision_then_tombstone_then_hold_then_lowest_owner()
    {
        _town.Put("a", Guest("orders", "g", 1, 9));
        _town.Put("b", Guest("orders", "g", 2, 1));
        Assert.Equal("b/g:80", _town.Seen("orders"));
        _town.Put("c", Tomb("orders", "g", 2, 0));
        Assert.Equal("", _town.Seen("orders"));
        _town.Put("d", Guest("orders", "g", 3, 1), Guest("stock", "g", 1, 1));
        _town.Put("e", Guest("orders", "g", 3, 1), Guest("stock", "g", 1, 1));
        Assert.Equal("d/g:80", _town.Seen("orders"));
        Assert.Equal(["d", "e", "c", "b", "a"], _town.Replica.Guests.Claims(new EntryKey("orders", "g")).Select(claim => claim.Owner.Value));
    }

    [Fact]
    public void A_tombstone_anywhere_ends_the_guest_and_tells_who_said_so()
    {
        _town.Put("a", Guest("orders", "g", 1, 1));
        _town.Told();
        _town.Put("b", Tomb("orders", "g", 2, 1));
        Assert.Equal("Unbound orders/g b@1", _town.Told());
    }

    [Fact]
    public void A_record_that_does_not_count_changes_no_slot_and_is_told_to_nobody()
    {
        _town.Put("b", Tomb("orders", "g", 2, 1));
        _town.Put("a", Guest("orders", "g", 1, 1));
        Assert.Equal("", _town.Told());
        Assert.Empty(_town.Replica.Resolve("orders"));
    }

    [Fact]
    public void Hiding_a_holder_leaves_its_guests_unless_it_says_so()
    {
        _town.Put("a", Service("orders", "a"), Guest("orders", "g", 1, 1));
        _town.Hide("a");
        Assert.Equal("a/g:80", _town.Seen("orders"));
        _town.Hide("a", guestsToo: true);
        Assert.Equal("", _town.Seen("orders"));
        _town.Hide("a");
        Assert.Equal("", _town.Seen("orders"));
        _town.Show("a");
        Assert.Equal("a/a:80 a/g:80", _town.Seen("orders"));
    }

    [Fact]
    public void A_tombstone_of_a_hidden_owner_still_counts()
    {
        _town.Put("a", Guest("orders", "g", 1, 1));
        _town.Put("b", Tomb("orders", "g", 1, 1));
        _town.Hide("b", guestsToo: true);
        Assert.Equal("", _town.Seen("orders"));
    }

    [Fact]
    public void An_older_record_does_not_step_in_for_a_hidden_holders_newer_one()
    {
        _town.Put("a", Guest("orders", "g", 2, 1));
        _town.Put("b", Guest("orders", "g", 1, 1));
        _town.Hide("a", guestsToo: true);
        Assert.Equal("", _town.Seen("orders"));
    }

    [Fact]
    public void Claims_of_a_removed_owner_vanish()
    {
        _town.Put("a", Guest("orders", "g", 1, 2));
        _town.Put("b", Guest("orders", "g", 1, 1));
        _town.Told();
        _town.Remove("a");
        Assert.Equal("b/g:80", _town.Seen("orders"));
        Assert.Equal("Rebound orders/g b@1", _town.Told());
        Assert.Empty(_town.Replica.Guests.Of(new ServerId("a")));
        _town.Remove("b");
        Assert.Equal(0, _town.Replica.Guests.Count);
    }

    [Fact]
    public void A_guest_and_a_service_of_one_name_and_id_are_both_shown()
    {
        _town.Put("a", Service("orders", "x", 1));
        _town.Put("b", Guest("orders", "x", 1, 1, 2));
        Assert.Equal("a/x:1 b/x:2", _town.Seen("orders"));
    }

    [Fact]
    public void A_line_that_turns_from_guest_to_service_tells_the_end_before_the_begin()
    {
        _town.Put("a", Guest("orders", "x", 1, 1));
        _town.Told();
        _town.Put("a", Service("orders", "x", 81));
        Assert.Equal("Unbound orders/x a@2, Bound orders/x a@2", _town.Told());
        Assert.Equal("a/x:81", _town.Seen("orders"));
        _town.Put("a", Guest("orders", "x", 1, 1));
        Assert.Equal("Unbound orders/x a@3, Bound orders/x a@3", _town.Told());
        Assert.Equal("a/x:80", _town.Seen("orders"));
    }

    [Fact]
    public void An_owners_guests_are_listed_in_order_tombstones_included()
    {
        _town.Put("a", Guest("b", "2", 1, 1), Guest("b", "1", 1, 1), Tomb("a", "9", 1, 1), Service("c", "a"));
        var of = _town.Replica.Guests.Of(new ServerId("a"));
        Assert.Equal([new EntryKey("a", "9"), new EntryKey("b", "1"), new EntryKey("b", "2")], of);
        _town.Drop("a", new EntryKey("b", "1"));
        Assert.Equal(3, of.Count);
        Assert.Equal(2, _town.Replica.Guests.Of(new ServerId("a")).Count);
    }

    [Fact]
    public void A_service_costs_no_guest_memory()
    {
        _town.Put("a", Service("orders", "a"), new Context("shop"));
        Assert.Equal(0, _town.Replica.Guests.Count);
        Assert.Empty(_town.Replica.Guests.Of(new ServerId("a")));
    }
}
