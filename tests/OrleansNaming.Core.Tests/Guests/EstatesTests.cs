using OrleansNaming.Advertising;
using OrleansNaming.Guests;
using OrleansNaming.Replica;
using OrleansNaming.Wire;

namespace OrleansNaming.Core.Tests.Guests;

public sealed class EstatesTests
{
    private static readonly TimeSpan Long = Estates.SettledAfter;

    [Theory]
    [InlineData(true, null, EstateVerdict.InUse)]
    [InlineData(true, OwnerState.Hidden, EstateVerdict.InUse)]
    [InlineData(false, OwnerState.Alive, EstateVerdict.InUse)]
    [InlineData(false, OwnerState.Suspect, EstateVerdict.InUse)]
    [InlineData(false, OwnerState.Hidden, EstateVerdict.Settled)]
    [InlineData(false, OwnerState.Left, EstateVerdict.Settled)]
    [InlineData(false, OwnerState.Unheard, EstateVerdict.Unclaimed)]
    [InlineData(false, null, EstateVerdict.Unclaimed)]
    internal void Judge_AfterTheGrace_SaysWhoDealsWithTheList(bool isUp, OwnerState? known, EstateVerdict verdict) =>
        Assert.Equal(verdict, Estates.Judge(isUp, known, Long));

    [Fact]
    public void Judge_WithinTheGrace_LeavesTheListToWhoHeardItsOwner() =>
        Assert.Equal(EstateVerdict.Settling, Estates.Judge(isUp: false, OwnerState.Hidden, Long - TimeSpan.FromTicks(1)));

    [Fact]
    public void A_guest_is_adopted_with_its_revision_and_a_service_of_the_dead_is_not()
    {
        var estate = List("a", Guest("j", revision: 3), new Instance("orders", "a", [], details: null, guest: null));

        var adopted = Assert.IsType<AdoptGuest>(Assert.Single(Estates.Claims(estate, [estate], new GuestIndex())));

        Assert.Equal(3UL, adopted.Record.Guest!.Revision);
    }

    [Fact]
    public void A_tombstone_is_inherited_and_a_record_that_it_buries_is_not()
    {
        var (old, late) = (List("a", Guest("j", revision: 3)), List("b", new Tombstone("jobs", "j", 4, 2, 76)));

        Assert.Empty(Estates.Claims(old, [old, late], new GuestIndex()));
        Assert.Equal(76, Assert.IsType<BuryGuest>(Assert.Single(Estates.Claims(late, [old, late], new GuestIndex()))).Tombstone.BuriedUnixMilliseconds);
    }

    [Fact]
    public void Of_two_lists_with_one_guest_the_later_write_counts_and_of_equal_ones_the_hold()
    {
        var (a, b, c) = (List("a", Guest("j", revision: 3, hold: 9)), List("b", Guest("j", revision: 4, hold: 1)), List("c", Guest("j", revision: 4, hold: 2)));

        Assert.Empty(Estates.Claims(a, [a, b, c], new GuestIndex()));
        Assert.Empty(Estates.Claims(b, [a, b, c], new GuestIndex()));
        Assert.Single(Estates.Claims(c, [a, b, c], new GuestIndex()));
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 0)]
    [InlineData(4, 0)]
    public void What_a_known_server_says_as_late_or_later_needs_no_heir(ulong known, int claims)
    {
        var estate = List("a", Guest("j", revision: 3));
        var replica = new DirectoryReplica();
        replica.Admit(new ServerId("z"));
        replica.Apply(List("z", Guest("j", revision: known)), delta: null, []);

        Assert.Equal(claims, Estates.Claims(estate, [estate], replica.Guests).Count);
    }

    [Fact]
    public void All_name_one_heir_whatever_the_order_in_which_they_know_each_other()
    {
        ServerId[] live = [new("x"), new("y"), new("z")];

        Assert.Single(live.Select(_ => Estates.Heir(new ServerId("a"), live, FullMesh.Instance)).Append(Estates.Heir(new ServerId("a"), live.Reverse(), FullMesh.Instance)).Distinct());
        Assert.True(Enumerable.Range(0, 50).Select(i => Estates.Heir(new ServerId($"a{i}"), live, FullMesh.Instance)).Distinct().Count() == 3, "one server inherits everything");
    }

    [Fact]
    [Row("E36")]
    public void An_heir_is_one_that_may_hear_of_the_owner()
    {
        ServerId[] live = [new("x"), new("y"), new("z")];
        var relations = new Relations();
        relations.Replace([KeyValuePair.Create(new ServerId("a"), (IReadOnlyCollection<ServerId>)[live[1]]), KeyValuePair.Create(new ServerId("b"), (IReadOnlyCollection<ServerId>)[])]);

        Assert.Equal(live[1], Estates.Heir(new ServerId("a"), live, relations));
        Assert.Null(Estates.Heir(new ServerId("b"), live, relations));
        Assert.Equal(Estates.Heir(new ServerId("c"), live, FullMesh.Instance), Estates.Heir(new ServerId("c"), live, relations));
    }

    private static Instance Guest(string id, ulong revision, ulong hold = 1) => new("jobs", id, [], details: null, new GuestRecord(revision, hold, TimeSpan.FromSeconds(30)));

    private static Advertisement List(string server, params Entry[] entries)
    {
        var lines = EntryList.Empty.With(EntryBatch.Of(entries, []), sum: default, bytes: 0);
        return AdvertisementFold.Nothing(new ServerId(server)) with { Stamp = new Stamp(new Epoch(1, new BootId(1)), 1), Entries = lines };
    }
}
