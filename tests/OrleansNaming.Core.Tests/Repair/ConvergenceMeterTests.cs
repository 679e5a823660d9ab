using OrleansNaming.Repair;

namespace OrleansNaming.Core.Tests.Repair;

public sealed class ConvergenceMeterTests
{
    private static readonly ServerId A = new("a"), B = new("b"), C = new("c");

    private readonly ConvergenceMeter _meter = new();
    private readonly RecordedStep _step = new();

    [Fact]
    public void A_change_took_as_long_as_the_slowest_node()
    {
        _meter.Committed(Version(2), [A, B], Seconds(10));
        _meter.Confirmed(B, Version(2), _step.At(10.25));
        Assert.Equal((Version(2), Seconds(0.5), 1), (Shown(10.5).Waiting, Shown(10.5).For, Shown(10.5).Missing.Count));
        _meter.Confirmed(A, Version(3), _step.At(11)); // Cumulative: it has a later one.

        var shown = Shown(20);
        Assert.Equal(new MeasuredChange(Version(2), Seconds(1), 2, A, 0), shown.Last);
        Assert.Equal((1L, default(Stamp), TimeSpan.Zero), (shown.Measured, shown.Waiting, shown.For));
        Assert.Equal(new Observation(ObservationKind.Acknowledged, A, Version(2), Took: Seconds(1)), Assert.Single(_step.Observations));
    }

    [Fact]
    public void An_acknowledgement_of_an_older_version_and_one_that_comes_twice_count_for_nothing()
    {
        _meter.Committed(Version(2), [A, B], Seconds(10));
        _meter.Confirmed(A, Version(1), _step.At(10.1));
        _meter.Confirmed(B, Version(2), _step.At(10.2));
        _meter.Confirmed(B, Version(2), _step.At(10.3));

        Assert.Equal([A], Shown(10.3).Missing);
        Assert.Empty(_step.Observations);
    }

    [Fact]
    public void Who_is_gone_is_not_waited_for_and_does_not_lengthen_what_others_took()
    {
        _meter.Committed(Version(2), [A, B, C], Seconds(10));
        _meter.Confirmed(A, Version(2), _step.At(10.1));
        _meter.Keep(server => server != B, _step.At(12));
        Assert.True(_meter.IsOpen);
        _meter.Keep(server => server == A, _step.At(18));

        Assert.Equal(new MeasuredChange(Version(2), Seconds(0.1), 1, A, 2), Shown(18).Last);
    }

    [Fact]
    public void With_all_gone_nothing_was_measured()
    {
        _meter.Committed(Version(2), [A], Seconds(10));
        _meter.Keep(_ => false, _step.At(18));

        Assert.Equal((false, 0L, null), (_meter.IsOpen, Shown(18).Measured, Shown(18).Last));
        Assert.Empty(_step.Observations);
    }

    [Fact]
    public void Without_readers_nothing_is_measured()
    {
        _meter.Committed(Version(2), [], Seconds(10));
        Assert.False(_meter.IsOpen);
        Assert.False(_meter.Asks(0, Seconds(10)));
    }

    /// <summary>Rule 13: all nodes together send at most 100 acknowledgements in a second.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(250)]
    public void However_often_it_changes_and_repeats_at_most_a_hundred_acknowledgements_a_second_are_asked_for(int readers)
    {
        var servers = Enumerable.Range(0, readers).Select(i => new ServerId($"s{i}")).ToList();
        var asked = 0;
        for (var i = 0; i < 10_000; i++)
        {
            var now = TimeSpan.FromMilliseconds(i);
            _meter.Committed(Version((ulong)i + 1), servers, now);
            asked += _meter.Asks(readers, now) ? readers : 0;
            if (i % 7 == 0)
            {
                servers.ForEach(server => _meter.Confirmed(server, Version((ulong)i + 1), _step.At(now)));
            }
        }

        Assert.InRange(asked, readers, 1_000 + readers);
    }

    [Fact]
    public void The_longest_is_kept_and_a_second_change_while_one_is_measured_is_not()
    {
        _meter.Committed(Version(2), [A], Seconds(10));
        _meter.Committed(Version(3), [A, B], Seconds(10.5));
        _meter.Confirmed(A, Version(3), _step.At(13));
        _meter.Committed(Version(4), [A], Seconds(14));
        _meter.Confirmed(A, Version(4), _step.At(14.5));

        Assert.Equal((2L, Version(2), Seconds(3), Version(4), Seconds(0.5)),
            (Shown(20).Measured, Shown(20).Longest!.Stamp, Shown(20).Longest!.Took, Shown(20).Last!.Stamp, Shown(20).Last!.Took));
    }

    private Convergence Shown(double seconds) => _meter.At(Seconds(seconds), ConvergenceMeter.Bound(Seconds(1), 3));

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static Stamp Version(ulong version) => new(new Epoch(1, new BootId(1)), version);
}
