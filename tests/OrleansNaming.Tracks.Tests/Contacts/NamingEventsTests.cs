using OrleansNaming.Replica;
using OrleansNaming.Tracks.Definitions;
using OrleansNaming.Tracks.Gathering;
using OrleansNaming.Tracks.Language;
using OrleansNaming.Tracks.Tests.Steps;

namespace OrleansNaming.Tracks.Tests.Contacts;

/// <summary>What a server keeps of what it sees in its directory (row E40).</summary>
public sealed class NamingEventsTests
{
    private static readonly ServerId Owner = new("s1");

    private readonly ManualTime _time = new();
    private readonly DirectoryReplica _replica = new() { IsComplete = true };
    private readonly NamingEvents _events;

    public NamingEventsTests() => _events = Watching(_replica, "bound, unbound, moved of shop/*");

    [Fact]
    [Row("E40")]
    public void Changes_of_names_that_a_track_asks_for_are_events_and_others_are_not()
    {
        Assert.True(_events.Changed([Change(ChangeKind.Bound, "shop/web", 1), Change(ChangeKind.Bound, "office/mail", 1), Change(ChangeKind.Conflicted, "shop/x", 1)]));
        Assert.True(_events.Changed([Change(ChangeKind.Rebound, "shop/web", 2)]));
        Assert.True(_events.Changed([Change(ChangeKind.Unbound, "shop/web", 3)]));
        Assert.False(_events.Changed([Change(ChangeKind.Bound, "office/mail", 4)]));

        Assert.Equal([NamingEventKind.Bound, NamingEventKind.Moved, NamingEventKind.Unbound], Kept().Select(one => one.Kind));
        Assert.All(Kept(), one => Assert.Equal(("shop/web", "s1", "i", "10.0.0.1:80"), (one.Name, one.Server, one.Instance, one.Endpoint)));
    }

    [Fact]
    [Row("E40")]
    public void Servers_that_see_the_same_event_give_it_the_same_id_and_each_event_has_its_own()
    {
        var other = Watching(new DirectoryReplica { IsComplete = true }, "bound, unbound, moved of shop/*");
        NamingChange[] all = [Change(ChangeKind.Bound, "shop/web", 1), Change(ChangeKind.Bound, "shop/db", 1), Change(ChangeKind.Unbound, "shop/web", 2), Change(ChangeKind.Bound, "shop/web", 3)];
        foreach (var version in all.GroupBy(change => change.Stamp))
        {
            _events.Changed([.. version]);
        }

        _time.Now += TimeSpan.FromMinutes(3); // it hears later
        foreach (var version in all.GroupBy(change => change.Stamp))
        {
            other.Changed([.. version]);
        }

        Assert.Equal(Kept().Select(one => one.Id), other.After(0, default).Select(one => one.Id));
        Assert.Equal(4, Kept().DistinctBy(one => one.Id).Count());
    }

    [Fact]
    [Row("E40")]
    public void What_is_shown_and_hidden_again_at_one_version_is_an_event_each_time()
    {
        foreach (var kind in new[] { ChangeKind.Bound, ChangeKind.Hidden, ChangeKind.Bound, ChangeKind.Hidden })
        {
            _events.Changed([Change(kind, "shop/web", 1)]);
            _time.Now += TimeSpan.FromMinutes(1);
        }

        Assert.Equal(4, Kept().DistinctBy(one => one.Id).Count());
    }

    [Fact]
    [Row("E40")]
    public void What_a_server_learns_while_it_joins_is_no_event()
    {
        _replica.IsComplete = false;
        Assert.False(_events.Changed([Change(ChangeKind.Bound, "shop/web", 1)]));
        _replica.IsComplete = true;
        Assert.True(_events.Changed([Change(ChangeKind.Bound, "shop/web", 2)]));
    }

    [Fact]
    [Row("E40")]
    public void Servers_join_fall_silent_and_leave()
    {
        var events = Watching(_replica, "joined, silent, left");
        foreach (var state in new[] { "Alive", "Suspect", "Alive", "Hidden", "Hidden", "Alive", "Left" })
        {
            events.Observed(new Observation(ObservationKind.OwnerStateChanged, Owner, StampOf(7), Text: state));
            _time.Now += TimeSpan.FromMinutes(1);
        }

        Assert.False(events.Observed(new Observation(ObservationKind.Applied, Owner, StampOf(8), Text: "Left")));
        var kept = events.After(0, default);
        Assert.Equal([NamingEventKind.Joined, NamingEventKind.Silent, NamingEventKind.Joined, NamingEventKind.Left], kept.Select(one => one.Kind));
        Assert.Equal(4, kept.DistinctBy(one => one.Id).Count());
        Assert.All(kept, one => Assert.Equal("s1", one.Server));
    }

    [Fact]
    [Row("E40")]
    public void The_oldest_go_when_there_are_too_many_and_are_counted()
    {
        for (var i = 0; i < NamingEvents.KeptMax + 5; i++)
        {
            _events.Changed([Change(ChangeKind.Bound, "shop/web", (ulong)i + 1)]);
        }

        Assert.Equal(NamingEvents.KeptMax, Kept().Count);
        Assert.Equal(5, _events.LostAfter(0));
        Assert.Equal(0, _events.LostAfter(5));
        Assert.Equal(2, _events.After(_events.Count - 2, default).Count);
        Assert.Empty(_events.After(0, _time.Now.AddSeconds(1)));
    }

    [Fact]
    [Row("E40")]
    public void Lookups_are_counted_and_told_as_one_contact()
    {
        var rung = 0;
        var counts = new LookupCounts(() => rung++);
        counts.Watch(["shop/web"]);
        counts.Add("shop/web");
        counts.Add("shop/web");
        counts.Add("shop/db");

        Assert.Equal((1, 2L, 0L, 0L), (rung, counts.Take("shop/web"), counts.Take("shop/web"), counts.Take("shop/db")));
        counts.Add("shop/web");
        counts.PutBack("shop/web", 5);
        counts.Watch(["shop/web", "shop/db"]); // what stays keeps its count
        Assert.Equal((2, 6L), (rung, counts.Take("shop/web")));
    }

    private NamingEvents Watching(DirectoryReplica replica, string query)
    {
        var events = new NamingEvents(replica, _time);
        events.Watch(new NamingSubscriptions([TrackText.Parse($"TRACK \"t\" GATHER FROM naming \"{query}\" KEY id COLUMNS id text STEP \"1\" DO STOP END").Value!]));
        return events;
    }

    private IReadOnlyList<NamingEvent> Kept() => _events.After(0, default);

    private static NamingChange Change(ChangeKind kind, string name, ulong version) =>
        new(kind, name, new Instance(name, "i", [new Endpoint("http", "10.0.0.1", 80)], null, null), Owner, StampOf(version));

    private static Stamp StampOf(ulong version) => new(new Epoch(1, new BootId(1)), version);
}
