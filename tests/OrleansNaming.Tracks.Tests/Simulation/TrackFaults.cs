namespace OrleansNaming.Tracks.Tests.Simulation;

/// <summary>How often each class of fault came about: a fault that never fires tests nothing.</summary>
internal sealed class TrackFaults
{
    /// <summary>Every class that a sweep must have seen.</summary>
    public static IReadOnlyList<string> Classes { get; } =
    [
        "message lost", "block sent without a reply", "partition of all", "partition one way", "cut from the store", "store down", "store failed before", "store failed after", "slow store",
        "kill", "restart", "pause", "leave", "operator's release", "operator's claim", "work added",
    ];

    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> Counts => _counts;

    public void Count(string fault, long by = 1) => _counts[fault] = _counts.GetValueOrDefault(fault) + by;
}
