using OrleansNaming.Advertising;

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
