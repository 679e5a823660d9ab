using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Tests.Simulation;

/// <summary>What a simulated group is like.</summary>
internal sealed record TrackWorldOptions
{
    public int Servers { get; init; } = 5;

    public int Tracks { get; init; } = 20;

    public TrackLevel Level { get; init; } = TrackLevel.Fenced;

    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(15);

    public int Slots { get; init; } = 4;

    /// <summary>The first server owns and does not work itself.</summary>
    public bool FirstOnlyOwns { get; init; }

    /// <summary>The part of adverts, blocks and words that is lost.</summary>
    public double Loss { get; init; }

    /// <summary>The part of calls to the store that fail; half of them after they took effect.</summary>
    public double StoreFailures { get; init; }

    /// <summary>How long each way to the store may take; none for <see cref="DelayMax"/>.</summary>
    public TimeSpan? StoreDelayMax { get; init; }

    public TimeSpan DelayMax { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>By how much a server's clock may run fast or slow: 0.02 is 2 %.</summary>
    public double ClockDrift { get; init; }

    /// <summary>How long one record takes.</summary>
    public TimeSpan Work { get; init; } = TimeSpan.FromMilliseconds(20);

    public bool PreemptsMaster { get; init; }

    public bool PrefersFreeSlots { get; init; }

    public int BlockRecords { get; init; } = 100;

    /// <summary>The servers' names; none for s00, s01 and so on.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>The group of each server, by its place.</summary>
    public Func<int, string> GroupOf { get; init; } = static _ => "g";

    /// <summary>Lines of the trace to keep, for people.</summary>
    public int Trace { get; init; }
}
