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

    private static Entry? AfterTheLeaseOf(ulong revision)
    {
        var record = new Instance(Job.Name, Job.InstanceId, [], null, new GuestRecord(revision, 5, TimeSpan.FromSeconds(30)));
        var stamp = new Stamp(new Epoch(1, new BootId(1)), 1);
        var (list, _) = AdvertisementFold.Advance(AdvertisementFold.Nothing(Holder), stamp, OwnerStatus.Serving, [record], []);
        var draft = new ListDraft(list);
        Assert.Equal(Refusal.None, GuestChanges.Draft(draft, new DropGuest(Job, Expired: true), new GuestIndex(), unixMilliseconds: 1_000).Refusal);
        return draft.Find(Job);
    }
}
