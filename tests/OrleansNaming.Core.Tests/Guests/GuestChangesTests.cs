using OrleansNaming.Advertising;
using OrleansNaming.Guests;
using OrleansNaming.Replica;

namespace OrleansNaming.Core.Tests.Guests;

public sealed class GuestChangesTests
{
    private static readonly ServerId Holder = new("alpha");
    private static readonly EntryKey Job = new("jobs", "job-7");

    [Fact]
    public void The_end_of_a_lease_leaves_nothing_of_a_first_write() => Assert.Null(AfterTheLeaseOf(revision: 1));

    [Fact]
    public void The_end_of_a_lease_leaves_a_tombstone_of_what_the_record_had_replaced()
    {
        var left = Assert.IsType<Tombstone>(AfterTheLeaseOf(revision: 3));
        Assert.Equal((2ul, 5ul, 1_000L), (left.Revision, left.Hold, left.BuriedUnixMilliseconds));
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void A_tombstone_keeps_out_what_it_buried_and_not_what_was_written_after_it(ulong buried, bool adopted)
    {
        var tombstone = new Tombstone(Job.Name, Job.InstanceId, buried, 5, 1_000);
        var (list, _) = AdvertisementFold.Advance(AdvertisementFold.Nothing(Holder), new Stamp(new Epoch(1, new BootId(1)), 1), OwnerStatus.Serving, [tombstone], []);
        var draft = new ListDraft(list);

        var verdict = GuestChanges.Draft(draft, new AdoptGuest(Record(revision: 3)), new GuestIndex(), unixMilliseconds: 2_000);

        Assert.Equal(adopted ? Refusal.None : Refusal.NotFound, verdict.Refusal);
        Assert.Equal(adopted, draft.Find(Job) is Instance { Guest.Revision: 3 });
    }

    private static Instance Record(ulong revision) => new(Job.Name, Job.InstanceId, [], null, new GuestRecord(revision, 5, TimeSpan.FromSeconds(30)));

    private static Entry? AfterTheLeaseOf(ulong revision)
    {
        var record = Record(revision);
        var stamp = new Stamp(new Epoch(1, new BootId(1)), 1);
        var (list, _) = AdvertisementFold.Advance(AdvertisementFold.Nothing(Holder), stamp, OwnerStatus.Serving, [record], []);
        var draft = new ListDraft(list);
        Assert.Equal(Refusal.None, GuestChanges.Draft(draft, new DropGuest(Job, Expired: true), new GuestIndex(), unixMilliseconds: 1_000).Refusal);
        return draft.Find(Job);
    }
}
