using OrleansNaming.Health;

namespace OrleansNaming.Core.Tests.Health;

public sealed class HealthMonitorTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly EntryKey Web = new("web", "w1");

    private readonly HealthMonitor _monitor = new();
    private TimeSpan _now;

    [Fact]
    [Lesson(14)]
    public void Three_failures_in_a_row_make_it_unhealthy_and_two_successes_healthy()
    {
        Watch(Http());

        Assert.Equal([null, null, InstanceHealth.Unhealthy, null, InstanceHealth.Healthy], Probe("FFFSS"));
    }

    [Fact]
    public void Failures_between_successes_change_nothing()
    {
        Watch(Http());

        Assert.All(Probe("FFSFFSFFS"), Assert.Null);
    }

    [Fact]
    public void Results_that_differ_turn_it_only_as_far_as_all_of_them_reach()
    {
        Watch(Http());

        Assert.Equal([null, null, InstanceHealth.Warning], Probe("WWF"));
        Assert.Equal([null, null, InstanceHealth.Unhealthy], Probe("FFF"));
        Assert.Equal([null, InstanceHealth.Warning], Probe("SW"));
        Assert.Equal([null, null, null, null, null, InstanceHealth.Unhealthy], Probe("FFSFFF"));
    }

    [Fact]
    public void What_fails_now_so_and_now_so_is_not_taken_for_healthy()
    {
        Watch(Http());

        Assert.Equal([null, null, InstanceHealth.Warning], Probe("FWF"));
    }

    [Fact]
    [Lesson(14)]
    public void Each_recovery_doubles_the_successes_that_the_next_one_needs_and_a_fall_is_never_held_back()
    {
        Watch(Http());

        Assert.Equal(InstanceHealth.Healthy, Probe("FFFSS")[^1]);
        Assert.Equal([null, null, InstanceHealth.Unhealthy, null, null, null, InstanceHealth.Healthy], Probe("FFFSSSS"));
        Assert.Equal([null, null, InstanceHealth.Unhealthy], Probe("FFF"));
        Assert.All(Probe("SSSSSSS"), Assert.Null);
        Assert.Equal(InstanceHealth.Healthy, Probe("S")[^1]);
    }

    [Fact]
    public void Recoveries_of_long_ago_hold_nothing_back()
    {
        Watch(Http());
        Probe("FFFSS");
        _now += CheckRecord.Memory;

        Assert.Equal([null, null, InstanceHealth.Unhealthy, null, InstanceHealth.Healthy], Probe("FFFSS"));
    }

    [Fact]
    public void An_instance_that_is_silent_for_the_interval_is_unhealthy_until_it_speaks()
    {
        Watch(new HealthCheck("ttl", HealthCheckKind.Ttl) { Interval = Interval });

        _now = Interval;
        Assert.Empty(_monitor.Due(_now));
        Assert.Equal([new HealthVerdict(Web, InstanceHealth.Unhealthy, false)], _monitor.TakeVerdicts());

        Assert.True(_monitor.Tell(Web, "ttl", InstanceHealth.Warning, "slow", _now));
        Assert.Equal([new HealthVerdict(Web, InstanceHealth.Warning, false)], _monitor.TakeVerdicts());
        Assert.Equal("slow", _monitor.Find(Web)![0].Output);
        Assert.False(_monitor.Tell(Web, "other", InstanceHealth.Healthy, "", _now));
    }

    [Fact]
    public void An_instance_that_speaks_in_time_stays_as_it_said()
    {
        Watch(new HealthCheck("ttl", HealthCheckKind.Ttl) { Interval = Interval });

        for (var word = 0; word < 10; word++)
        {
            _now += Interval - TimeSpan.FromTicks(1);
            _monitor.Tell(Web, "ttl", InstanceHealth.Healthy, "", _now);
            Assert.Empty(_monitor.Due(_now));
        }

        Assert.Empty(_monitor.TakeVerdicts());
    }

    [Fact]
    public void The_worst_check_is_the_instances_health()
    {
        Watch(Http() with { Failures = 1, Successes = 1 }, new HealthCheck("ttl", HealthCheckKind.Ttl) { Interval = TimeSpan.FromHours(1) });
        _monitor.Tell(Web, "ttl", InstanceHealth.Warning, "", _now);
        Assert.Equal(InstanceHealth.Warning, Assert.Single(_monitor.TakeVerdicts()).Health);

        Assert.Equal(InstanceHealth.Unhealthy, Probe("F")[0]);
        Assert.Equal(InstanceHealth.Warning, Probe("S")[0]);
    }

    [Fact]
    [Lesson(9)]
    public void A_registration_that_is_unhealthy_for_long_is_taken_back()
    {
        Watch(Http() with { RemoveAfter = TimeSpan.FromMinutes(1) });
        Probe("FFF");

        Assert.All(Probe("FFFFF"), Assert.Null);
        Probe("F");

        Assert.True(_last!.Value.IsRemoved);
    }

    [Fact]
    public void Probes_of_one_interval_are_spread_over_it()
    {
        for (var i = 0; i < 1_000; i++)
        {
            _monitor.Watch(Instance($"w{i}", Http()), _now);
        }

        for (var tenth = 1; tenth <= 10; tenth++)
        {
            _now = Interval * tenth / 10;
            Assert.InRange(TakeAll(), 50, 150);
        }
    }

    [Fact]
    public void At_most_64_run_at_once_and_what_waits_comes_after_them()
    {
        for (var i = 0; i < 100; i++)
        {
            _monitor.Watch(Instance($"w{i}", Http()), _now);
        }

        _now = Interval;
        var first = _monitor.Due(_now);
        Assert.Equal(HealthMonitor.InFlightMax, first.Count);
        Assert.Empty(_monitor.Due(_now));

        foreach (var probe in first)
        {
            _monitor.Ended(probe, InstanceHealth.Healthy, "", _now);
        }

        Assert.Equal(100 - HealthMonitor.InFlightMax, _monitor.Due(_now).Count);
    }

    [Fact]
    public void A_registration_that_was_written_anew_as_healthy_is_judged_by_its_next_result()
    {
        Watch(Http());
        Probe("FFF");

        Watch(Http());

        Assert.Equal([InstanceHealth.Unhealthy], Probe("F"));
    }

    [Fact]
    public void What_a_probe_of_an_earlier_registration_found_is_not_judged()
    {
        Watch(Http() with { Failures = 1 });
        _now = Interval;
        var probe = Assert.Single(_monitor.Due(_now));
        Watch(Http() with { Failures = 1, Target = "http://10.0.0.1:2/" });

        _monitor.Ended(probe, InstanceHealth.Unhealthy, "", _now);

        Assert.Empty(_monitor.TakeVerdicts());
    }

    [Fact]
    public void What_is_held_no_longer_is_neither_probed_nor_judged()
    {
        Watch(Http());
        _monitor.Forget(Web);
        _now = Interval;

        Assert.Empty(_monitor.Due(_now));
        Assert.Null(_monitor.Find(Web));
        Assert.Equal(TimeSpan.MaxValue, _monitor.DueAt);
    }

    [Fact]
    public void Who_registers_again_and_again_with_other_checks_fills_no_memory()
    {
        for (var i = 0; i < 1_000; i++)
        {
            Watch(Http() with { Target = $"http://10.0.0.1:{i + 1}/" });
        }

        Assert.InRange(_monitor.Planned, 1, 100);
    }

    private HealthVerdict? _last;

    /// <summary>One probe a letter, F failed, W warned and S succeeded, and what each led to.</summary>
    private List<InstanceHealth?> Probe(string results)
    {
        var verdicts = new List<InstanceHealth?>();
        foreach (var result in results)
        {
            _now += Interval;
            var probe = Assert.Single(_monitor.Due(_now));
            _monitor.Ended(probe, result == 'F' ? InstanceHealth.Unhealthy : result == 'W' ? InstanceHealth.Warning : InstanceHealth.Healthy, "", _now);
            IReadOnlyList<HealthVerdict> taken = _monitor.TakeVerdicts();
            _last = taken.Count > 0 ? taken[^1] : null;
            verdicts.Add(_last is { IsRemoved: false } turned ? turned.Health : null);
        }

        return verdicts;
    }

    private int TakeAll()
    {
        var all = 0;
        while (_monitor.Due(_now) is { Count: > 0 } probes)
        {
            all += probes.Count;
            foreach (var probe in probes)
            {
                _monitor.Ended(probe, InstanceHealth.Healthy, "", _now);
            }
        }

        return all;
    }

    private void Watch(params HealthCheck[] checks) => _monitor.Watch(Instance("w1", checks), _now);

    private static HealthCheck Http() => new("http", HealthCheckKind.Http) { Target = "http://10.0.0.1:1/", Interval = Interval };

    private static Instance Instance(string id, params HealthCheck[] checks) =>
        new("web", id, [new Endpoint("http", "10.0.0.1", 1)], InstanceDetails.None with { Checks = checks }, guest: null);
}
