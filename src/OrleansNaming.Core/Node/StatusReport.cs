using OrleansNaming.Liveness;
using OrleansNaming.Ordering;

namespace OrleansNaming.Node;

/// <summary>Describes the node for people; nothing in the protocol reads it.</summary>
internal sealed class StatusReport(NodeOptions options, OwnList own, KnownOwners owners, FailureDetector detector, Beat beat, Measuring measuring, NodeStep step)
{
    public NodeStatus At(Instant now, NodePhase phase, bool isComplete) => new(
        options.Server, own.Current.Stamp, phase, isComplete, detector.IsIsolated, beat.Interval,
        [.. owners.All.Select(owner => Line(owner, now)).Append(OwnLine()).OrderBy(line => line.Server)],
        new SortedDictionary<string, long>(step.Counters.ToDictionary()))
    {
        Convergence = measuring.At(now.Monotonic, beat.Interval),
    };

    private static OwnerStatusLine Line(KnownOwner owner, Instant now) => new(
        owner.Server, owner.State, owner.View.Stamp, owner.Known, owner.View.IsStale, Timing.Max(TimeSpan.Zero, now.Monotonic - owner.HeardAt),
        owner.View.Advertisement?.Entries.Count ?? 0, owner.Address?.ToString() ?? "", owner.LearntBy, owner.Interval)
    {
        Behind = owner.CatchUp.Behind(now.Monotonic),
        AppliedIn = owner.CatchUp.Last,
        LongestApply = owner.CatchUp.Longest,
    };

    private OwnerStatusLine OwnLine() => new(
        options.Server, OwnerState.Alive, own.Current.Stamp, own.Current.Stamp, false, TimeSpan.Zero, own.Current.Entries.Count, "", "own", beat.Interval);
}
