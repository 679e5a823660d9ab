namespace OrleansNaming.Identity;

/// <summary>Rule 1: the next incarnation, and what a former life's list leaves to it. Pure.</summary>
internal static class IncarnationRule
{
    /// <summary>max(stored, highest reported) + 1, or the wall clock's milliseconds if larger.</summary>
    public static ulong Next(ulong stored, ulong reported, long unixMilliseconds) =>
        Math.Max(Math.Max(stored, reported) + 1, (ulong)Math.Max(0, unixMilliseconds));

    /// <summary>
    /// The lines that outlive a process: guests, tombstones and contexts; its own services died with it. A list that is known not to be
    /// the last, such as a backup's, leaves no guests: they may have been deregistered since, and their clients register again (S4).
    /// </summary>
    public static IEnumerable<Entry> Inherited(IEnumerable<Entry> former, bool isLast) =>
        former.Where(entry => entry is not Instance { Guest: null } && (isLast || entry is not Instance));
}
