using OrleansNaming.Advertising;
using OrleansNaming.Node;
using OrleansNaming.Ordering;
using OrleansNaming.Replica;

namespace OrleansNaming.Core.Tests.Node;

public sealed class ShownDirectoryTests
{
    private static readonly ServerId Holder = new("beta");
    private static readonly Epoch Life = new(1, new BootId(2));

    private readonly DirectoryReplica _replica = new();
    private readonly ShownDirectory _directory;
    private readonly KnownOwner _owner;
    private Advertisement _list = AdvertisementFold.Nothing(Holder);

    public ShownDirectoryTests()
    {
        var step = new NodeStep(new NodeOptions { Cluster = "test", Server = new ServerId("alpha"), Boot = new BootId(1), ProbePort = 1, PullPort = 1 });
        step.Begin(default, []);
        var owners = new KnownOwners((server, shownBefore) => _replica.Admit(server, shownBefore), TimeSpan.FromSeconds(1));
        _directory = new ShownDirectory(owners, _replica, new OwnList(new ServerId("alpha"), static (_, _) => Verdict.Accepted, storeIsWrittenWhole: false), step);
        _owner = owners.Admit(Holder, TimeSpan.Zero)!;
    }

    [Fact]
    public void A_change_touches_the_guests_that_it_names_and_a_whole_list_all()
    {
        Assert.Equal(1_000, TouchedBy([.. Enumerable.Range(0, 1_000).Select(i => Guest($"g{i}", revision: 1))], []));

        Assert.Equal(2, TouchedBy([Guest("g7", revision: 2)], [new EntryKey("jobs", "g8")]));
    }

    [Fact]
    public void A_change_of_services_touches_no_guest()
    {
        TouchedBy([Guest("g1", 1), Service("s1", "a")], []);

        Assert.Equal(0, TouchedBy([Service("s1", "b")], []));
        Assert.Equal(0, TouchedBy([], [new EntryKey("jobs", "s1")]));
    }

    [Fact]
    public void A_guest_that_becomes_a_service_is_touched()
    {
        TouchedBy([Guest("g1", 1)], []);

        Assert.Equal(1, TouchedBy([Service("g1", "a")], []));
    }

    [Fact]
    public void A_change_of_its_status_touches_all()
    {
        TouchedBy([Guest("g1", 1), Guest("g2", 1)], []);

        Assert.Equal(2, TouchedBy([], [], OwnerStatus.Draining));
        Assert.Equal(2, TouchedBy([], [], OwnerStatus.Left));
    }

    private int TouchedBy(IReadOnlyList<Entry> puts, IReadOnlyList<EntryKey> removes, OwnerStatus status = OwnerStatus.Serving)
    {
        _directory.TouchedGuests.Clear();
        (_list, var delta) = AdvertisementFold.Advance(_list, new Stamp(Life, _list.Stamp.Version + 1), status, puts, removes);
        Assert.True(_directory.TryApply(_owner, delta, [], "inline"));
        return _directory.TouchedGuests.Distinct().Count();
    }

    private static Instance Service(string id, string host) => new("jobs", id, [new Endpoint("http", host, 80)], null, null);

    private static Instance Guest(string id, ulong revision) => new("jobs", id, [], null, new GuestRecord(revision, 1, TimeSpan.FromSeconds(30)));
}
