using OrleansNaming.Advertising;
using OrleansNaming.Health;
using OrleansNaming.Ordering;
using OrleansNaming.Replica;

namespace OrleansNaming.Core.Tests.Health;

public sealed class HealthDeskTests
{
    private static readonly ServerId Self = new("alpha");

    private readonly DirectoryReplica _replica = new();
    private readonly RecordedStep _step = new();
    private readonly HealthDesk _desk;

    public HealthDeskTests() => _desk = new HealthDesk(Self, _replica, new KnownOwners((server, _) => _replica.Admit(server), TimeSpan.FromSeconds(1)));

    [Fact]
    public void A_service_of_this_server_that_is_unhealthy_for_long_is_unbound() =>
        Assert.Equal([new Unbind("web", "w1")], WantedAfterFailures(guest: null));

    [Fact]
    public void A_guest_that_is_unhealthy_for_long_is_deregistered() =>
        Assert.Equal([new DeregisterGuest("web", "w1")], WantedAfterFailures(new GuestRecord(1, 1, TimeSpan.Zero)));

    /// <summary>What is asked for once a check with an end has failed for longer than that.</summary>
    private List<Change> WantedAfterFailures(GuestRecord? guest)
    {
        var check = new HealthCheck("http", HealthCheckKind.Http) { Target = "http://10.0.0.1:1/", Failures = 1, RemoveAfter = TimeSpan.FromMinutes(1) };
        var line = new Instance("web", "w1", [new Endpoint("http", "10.0.0.1", 1)], InstanceDetails.None with { Checks = [check] }, guest);
        var stamp = new Stamp(new Epoch(1, new BootId(1)), 1);
        var (list, _) = AdvertisementFold.Advance(AdvertisementFold.Nothing(Self), stamp, OwnerStatus.Serving, [line], []);
        _replica.Apply(list, delta: null, []);
        _desk.Committed([line], [], _step.At(0));
        var wanted = new List<Change>();
        for (var seconds = 10; seconds <= 80; seconds += 10)
        {
            wanted.Clear();
            _desk.Tick(_step.At(seconds), wanted);
            _desk.Ended(_step.Probes[^1], InstanceHealth.Unhealthy, "", _step, wanted);
        }

        return wanted;
    }
}
