using OrleansNaming.Advertising;
using OrleansNaming.Guests;
using OrleansNaming.Replica;
using OrleansNaming.Wire;

namespace OrleansNaming.Core.Tests.Advertising;

public sealed class OwnChangesTests
{
    private static readonly ServerId Owner = new("alpha");
    private static readonly HealthCheck Check = new("http", HealthCheckKind.Http) { Target = "http://10.0.0.1:1/" };

    [Fact]
    public void A_rebind_with_the_same_checks_does_not_hide_what_they_found_out() =>
        Assert.Equal(InstanceHealth.Unhealthy, AfterTheRebind(Web(Check)).Health);

    [Fact]
    public void A_rebind_with_other_checks_or_none_begins_with_its_own_word()
    {
        Assert.Equal(InstanceHealth.Healthy, AfterTheRebind(Web(Check with { Interval = TimeSpan.FromSeconds(20) })).Health);
        Assert.Equal(InstanceHealth.Healthy, AfterTheRebind(Web()).Health);
    }

    [Fact]
    public void A_list_that_no_snapshot_could_carry_is_refused_and_what_it_has_may_still_change_and_go()
    {
        var draft = new ListDraft(ListOf());
        var last = Verdict.Accepted;
        for (var i = 0; last.Refusal == Refusal.None; i++)
        {
            last = Register(draft, $"guest-{i}", "x");
        }

        Assert.Equal((Refusal.TooMany, "this server's registrations would take more than 15 MiB, their most; register at another one, or with less metadata"), (last.Refusal, last.Message));
        Assert.Equal(Refusal.TooMany, OwnChanges.Draft(draft, new Bind(Heavy("own", "x"), Replace: false)).Refusal);
        Assert.Equal(Verdict.Accepted, Register(draft, "guest-0", "y"));
        Assert.Equal(Verdict.Accepted, GuestChanges.Draft(draft, new DeregisterGuest("jobs", "guest-1"), new GuestIndex(), 0));
        Assert.Equal(Verdict.Accepted, Register(draft, "guest-2000", "x"));

        var (list, _) = draft.Advance(draft.Current.Stamp.Next());
        Assert.Equal(draft.Bytes, list.Entries.Bytes);
        var reply = new ChangesReply(ChangesOutcome.Snapshot, Owner, list.Stamp, AdvertisementFold.Full(list), [], TimeSpan.FromSeconds(1));
        var sealer = new Sealer("test", Owner, new BootId(1), 1, 1, Keyring.Empty);
        Assert.Equal(OpenResult.Opened, Opener.TryOpen(sealer.Seal(reply), "test", Keyring.Empty, Limits.SnapshotBytes, out _));
    }

    private static Verdict Register(ListDraft draft, string guest, string metadata) =>
        GuestChanges.Draft(draft, new RegisterGuest(Heavy(guest, metadata)), new GuestIndex(), 0);

    /// <summary>The most metadata that one registration may have.</summary>
    private static Registration Heavy(string id, string letter) =>
        new("jobs", id) { Metadata = new Dictionary<string, string> { ["m"] = string.Concat(Enumerable.Repeat(letter, Limits.MetadataBytes - 1)) } };

    /// <summary>The line after a rebind of one that its checks found unhealthy.</summary>
    private static Instance AfterTheRebind(Registration again)
    {
        var found = Lines.WithHealth(Lines.Instance(Web(Check), guest: null, terms: null), InstanceHealth.Unhealthy);
        var draft = new ListDraft(ListOf(found));
        Assert.Equal(Verdict.Accepted, OwnChanges.Draft(draft, new Bind(again, Replace: true)));
        return Assert.IsType<Instance>(draft.Find(new EntryKey("web", "w1")));
    }

    private static Advertisement ListOf(params Entry[] lines) =>
        AdvertisementFold.Advance(AdvertisementFold.Nothing(Owner), new Stamp(new Epoch(1, new BootId(1)), 1), OwnerStatus.Serving, lines, []).Next;

    private static Registration Web(params HealthCheck[] checks) =>
        new("web", "w1") { Endpoints = [new Endpoint("http", "10.0.0.1", 1)], Checks = checks };
}
