using System.Net;
using OrleansNaming.Liveness;
using OrleansNaming.Ordering;
using OrleansNaming.Wire;

namespace OrleansNaming.Core.Tests.Liveness;

/// <summary>Rule 11 with T = 1 s: each test moves the clock in quarters of a round, as the node does.</summary>
public sealed class FailureDetectorTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly RecordedStep _step = new();
    private readonly KnownOwners _owners = new((server, _) => new OwnerView(server), Interval);
    private readonly FailureDetector _detector;
    private readonly Dictionary<string, double> _hiddenAt = [];

    public FailureDetectorTests() => _detector = new FailureDetector(_owners, Interval);

    [Fact]
    public void Who_is_silent_is_suspected_after_3_T_and_hidden_after_three_failed_rounds()
    {
        var silent = Know("silent");
        Know("talks");

        Run(2.75, "talks");
        Assert.Equal(OwnerState.Alive, silent.State);
        Run(3, "talks");
        Assert.Equal(OwnerState.Suspect, silent.State);
        Run(20, "talks");

        Assert.Equal(6, Assert.Single(_hiddenAt).Value);
        Assert.InRange(TimeSpan.FromSeconds(6), Timing.Silence(Interval), Timing.HidingBound(Interval));
    }

    [Fact]
    public void A_round_asks_by_datagram_by_connection_and_through_at_most_three_helpers()
    {
        Know("silent");
        foreach (var helper in "abcde")
        {
            Know(helper.ToString());
        }

        Run(3, "a", "b", "c", "d", "e");

        Assert.Single(_step.Unicasts, sent => sent.Message is Probe);
        Assert.Single(_step.Calls, call => call.Request is Probe);
        var helpers = _step.Unicasts.Where(sent => sent.Message is IndirectProbe).Select(sent => sent.To).ToList();
        Assert.Equal(3, helpers.Distinct().Count());
        Assert.Equal(3, helpers.Count);
        Assert.DoesNotContain(AddressOf("silent"), helpers);
    }

    [Fact]
    public void Who_is_heard_by_helpers_alone_stays_suspected_and_served()
    {
        var silent = Know("silent");
        Know("helper");
        for (var t = 0.25; t < 60; t += 0.25)
        {
            Run(t, "helper");
            if (_step.Unicasts.LastOrDefault(sent => sent.Message is IndirectProbe).Message is IndirectProbe asked)
            {
                _detector.HeardByHelper(silent.Server, asked.Nonce);
            }
        }

        Assert.Equal(OwnerState.Suspect, silent.State);
        Assert.Empty(_hiddenAt);
    }

    [Fact]
    public void An_answer_to_an_earlier_round_does_not_count()
    {
        var silent = Know("silent");
        Know("helper");
        Run(3, "helper");
        var first = (IndirectProbe)_step.Unicasts.First(sent => sent.Message is IndirectProbe).Message;
        for (var t = 4.0; t < 8; t += 0.25)
        {
            Run(t, "helper");
            _detector.HeardByHelper(silent.Server, first.Nonce);
        }

        Assert.Equal(6, Assert.Single(_hiddenAt).Value);
    }

    [Fact]
    public void Who_hears_nobody_of_two_hides_nobody_and_says_so_once()
    {
        Know("a");
        Know("b");
        Run(60);

        Assert.True(_detector.IsIsolated);
        Assert.Empty(_hiddenAt);
        Assert.Single(_step.Observations, what => what.Kind == ObservationKind.Isolated);

        _detector.HeardAnyone(_step);
        Assert.False(_detector.IsIsolated);
        Assert.Single(_step.Observations, what => what.Kind == ObservationKind.Reconnected);
    }

    [Fact]
    public void The_only_other_node_is_hidden_by_its_silence_alone()
    {
        Know("other");
        Run(10);
        Assert.Equal(6, Assert.Single(_hiddenAt).Value);
    }

    [Fact]
    public void Beyond_the_budget_a_silent_one_waits_a_window_and_the_others_are_asked()
    {
        Know("x");
        Know("y");
        Run(6, "a", "b", "c");
        Know("a");
        Know("b");
        Know("c");
        Run(30, "a", "b", "c");

        Assert.Equal(4, _hiddenAt["y"] - _hiddenAt["x"]);
        Assert.Contains(_step.Unicasts, sent => sent.Message is Hello && sent.To == AddressOf("a"));
        Assert.Single(_step.Observations, what => what.Kind == ObservationKind.HidingDeferred);
    }

    [Fact]
    public void More_than_half_of_the_living_who_report_the_same_silence_overrule_the_budget()
    {
        Know("x");
        var second = Know("y");
        foreach (var name in "abc")
        {
            Know(name.ToString());
        }

        // Six nodes, oneself included: four must agree, three others and oneself.
        Run(5.75, "a", "b", "c");
        foreach (var name in "abc")
        {
            _detector.Reported(second, new ServerId(name.ToString()), OwnerState.Suspect, TimeSpan.FromSeconds(5), _step);
        }

        Run(6, "a", "b", "c");
        Assert.Equal(["x", "y"], _hiddenAt.Keys.Order());
    }

    [Fact]
    [Lesson(17)]
    [Lesson(40)]
    public void An_own_pause_counts_for_no_silence()
    {
        var other = Know("other");
        Run(2.5);
        _detector.Paused(TimeSpan.FromSeconds(60));
        Run(62.5 + 0.25);
        Assert.Equal(OwnerState.Alive, other.State);
    }

    private KnownOwner Know(string name)
    {
        var owner = _owners.Admit(new ServerId(name), _step.Now.Monotonic)!;
        owner.State = OwnerState.Alive;
        owner.Pin = new Pin(new BootId(name[0]), AddressOf(name));
        return owner;
    }

    private static PeerAddress AddressOf(string name) => new(new IPAddress([10, 0, 0, (byte)name[0]]), 7610, 7611);

    /// <summary>Scans until then; those named are heard each time.</summary>
    private void Run(double until, params string[] heard)
    {
        for (var t = _step.Now.Monotonic.TotalSeconds + 0.25; t <= until; t += 0.25)
        {
            _step.At(t);
            foreach (var owner in heard.Select(name => _owners.Find(new ServerId(name))).OfType<KnownOwner>())
            {
                owner.HeardAt = _step.Now.Monotonic;
                _detector.HeardAnyone(_step);
            }

            foreach (var hidden in _detector.Scan(_step))
            {
                hidden.State = OwnerState.Hidden;
                _hiddenAt.Add(hidden.Server.Value, t);
            }
        }
    }
}
