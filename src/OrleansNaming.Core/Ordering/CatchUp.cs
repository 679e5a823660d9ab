namespace OrleansNaming.Ordering;

/// <summary>
/// How long this node took to have what an owner has: from the first word of a version until it is shown, on this node's own clock. No clocks are compared:
/// what was never heard of is not counted here, but by the owner (<see cref="Repair.ConvergenceMeter"/>).
/// </summary>
internal sealed class CatchUp
{
    /// <summary>When the oldest version that is not shown was heard of. Invariant: null iff nothing newer than what is shown is known.</summary>
    private TimeSpan? _behindSince;

    /// <summary>How long the last version took; null before the first. Zero when it came with the notice.</summary>
    public TimeSpan? Last { get; private set; }

    /// <summary>The longest of this process.</summary>
    public TimeSpan Longest { get; private set; }

    /// <summary>A version above what is shown was heard of.</summary>
    public void Heard(TimeSpan now) => _behindSince ??= now;

    /// <summary>A version is shown.</summary>
    /// <returns>How long it took.</returns>
    public TimeSpan Shown(TimeSpan now, bool isStillBehind)
    {
        var took = Behind(now) ?? TimeSpan.Zero;
        (Last, Longest) = (took, Timing.Max(Longest, took));
        _behindSince = isStillBehind ? _behindSince : null;
        return took;
    }

    /// <summary>What was told of is not there: the owner said so itself, or its list is forgotten.</summary>
    public void Withdrawn() => _behindSince = null;

    /// <summary>For how long something newer has been known; null when what is shown is the newest.</summary>
    public TimeSpan? Behind(TimeSpan now) => now - _behindSince;
}
