using OrleansNaming.Log;
using OrleansNaming.Node;
using OrleansNaming.Replica;
using Write = OrleansNaming.Node.Persist;

namespace OrleansNaming.Core.Tests.Log;

/// <summary>The writes of a process that opens its next incarnation while earlier writes wait, at a store that a fence guards.</summary>
public sealed class OwnListTests
{
    private static readonly ServerId Server = new("delta");
    private static readonly BootId Boot = new(7);
    private static readonly Epoch First = new(10, Boot);
    private static readonly Epoch Second = new(20, Boot);
    private static readonly Floor Floor = new(new ServerId("beta"), new Epoch(3, new BootId(1)), Left: false, UnixMilliseconds: 5);

    private readonly OwnList _own;
    private readonly NodeStep _step = new(new NodeOptions { Cluster = "test", Server = Server, Boot = Boot, ProbePort = 1, PullPort = 2 });
    private readonly List<Output> _outputs = [];
    private FencedJournal _stored = FencedJournal.Empty;
    private int _done;
    private long _tickets;

    public OwnListTests()
    {
        _own = new OwnList(Server, new Drafting(Server, new DirectoryReplica(), _step, () => false).Draft, storeIsWrittenWhole: true);
        At(0);
        Open(First);
        StoreAll();
        _own.IsHeld = false;
    }

    [Fact]
    public void A_floor_behind_the_opening_of_an_incarnation_is_no_write_of_the_one_before()
    {
        Open(Second);
        _own.Append(Floor, _step);
        StoreAll();

        Assert.Equal((Second, Second), (_own.Current.Stamp.Epoch, _stored.Epoch));
        Assert.Equal(Floor, Assert.Single(Journal.Recover(_stored.Bytes.Span).Floors));
    }

    /// <summary>A write failed while the opening waited behind it: what is written anew is the opening, not what was before.</summary>
    [Fact]
    public void What_was_before_an_opening_never_takes_its_place()
    {
        _own.Append(Floor, _step);
        Open(Second);
        _own.PersistFailed(Next().Id, "the storage did not answer", _step);
        At(2);
        _own.Tick([], _step);
        StoreAll();

        Assert.Equal(Second, _own.Current.Stamp.Epoch);
        Assert.Equal(Second, Journal.Recover(_stored.Bytes.Span).Advertisement!.Stamp.Epoch);
    }

    [Fact]
    public void An_opening_that_failed_is_not_tried_again_after_a_later_one()
    {
        Open(Second);
        _own.PersistFailed(Next().Id, "the storage did not answer", _step);
        Open(Second with { Incarnation = 30 });
        StoreAll();
        _own.Append(Floor, _step);
        _own.PersistFailed(Next().Id, "the storage did not answer", _step);
        At(2);
        _own.Tick([], _step);
        StoreAll();

        Assert.Equal(30ul, _own.Current.Stamp.Incarnation);
        Assert.Equal(30ul, Journal.Recover(_stored.Bytes.Span).Advertisement!.Stamp.Incarnation);
    }

    [Fact]
    public void An_opening_whose_write_failed_is_tried_again()
    {
        Open(Second);
        _own.PersistFailed(Next().Id, "the storage did not answer", _step);
        At(2);
        _own.Tick([], _step);
        StoreAll();

        Assert.Equal(Second, _own.Current.Stamp.Epoch);
    }

    /// <summary>LAN seed 1997, silos seeds 1319 and 1499: a slow store held the binding up, and the server said goodbye with it in its list.</summary>
    [Fact]
    [Row("B11")]
    public void The_last_version_holds_nothing_that_was_still_on_its_way_when_the_server_began_to_leave()
    {
        var (early, late, guest) = (new EntryKey("shop/early", "e"), new EntryKey("shop/late", "l"), new EntryKey("shop/guest", "g"));
        Want(new Bind(new Registration(early.Name, early.InstanceId), Replace: true));
        StoreAll();
        Want(new Bind(new Registration(late.Name, late.InstanceId), Replace: true)); // its write is under way
        Want(new Leave(new HashSet<EntryKey> { guest }));
        Want(new Bind(new Registration("shop/after", "a"), Replace: true)); // in one version with the goodbye
        StoreAll();

        Assert.Equal(OwnerStatus.Left, _own.Current.Status);
        Assert.Empty(_own.Current.Entries.All);
    }

    private void Want(Change change)
    {
        _own.Enqueue(++_tickets, change);
        _own.Tick([], _step);
    }

    private void At(double seconds) => _step.Begin(new Instant(TimeSpan.FromSeconds(seconds), 0), _outputs);

    private void Open(Epoch epoch) => _own.Open(epoch, _own.Current.Entries.All, [], OwnerStatus.Serving, [], _step);

    private Write Next() => _outputs.OfType<Write>().ElementAt(_done++);

    /// <summary>Carries out what waits, in order, as the way to a grain does.</summary>
    private void StoreAll()
    {
        while (_done < _outputs.OfType<Write>().Count())
        {
            var write = Next();
            _stored = _stored.Take(new JournalWrite(write.Epoch, write.Id, write.Replace, _stored.Head, write.Bytes), out var outcome);
            Assert.Equal(JournalWriteOutcome.Written, outcome);
            _own.Persisted(write.Id, [], _step);
            _own.Tick([], _step);
        }
    }
}
