namespace OrleansNaming;

/// <summary>
/// The waiting times that the protocol's rules state, as functions of T (design rules 1, 2, 7, 10 to 14), so that docs, bounds and tests cite the same figures. How often a part looks at
/// what it keeps, or repeats what may be lost, stands where it is used.
/// </summary>
internal static class Timing
{
    public static readonly TimeSpan IntervalMin = TimeSpan.FromMilliseconds(200);
    public static readonly TimeSpan IntervalMax = TimeSpan.FromSeconds(60);

    /// <summary>Rule 1: how long a starting server waits for answers to its question.</summary>
    public static readonly TimeSpan QuestionMax = TimeSpan.FromSeconds(2);

    /// <summary>Rule 2: three probes lost within this prove a former boot dead enough to take its name.</summary>
    public static readonly TimeSpan RivalProbe = TimeSpan.FromSeconds(3);

    /// <summary>Rule 7: an unanswered fetch failed after this.</summary>
    public static readonly TimeSpan FetchTimeout = TimeSpan.FromSeconds(5);

    public static readonly TimeSpan FetchBackoffMin = TimeSpan.FromMilliseconds(250);
    public static readonly TimeSpan FetchBackoffMax = TimeSpan.FromSeconds(15);

    /// <summary>Rule 8: a quarantined owner is asked this often.</summary>
    public static readonly TimeSpan QuarantineRetry = TimeSpan.FromMinutes(1);

    /// <summary>Rule 13.</summary>
    public static readonly TimeSpan RepairEvery = TimeSpan.FromSeconds(30);

    /// <summary>Rule 13: younger stamps are left out of a digest exchange.</summary>
    public static readonly TimeSpan RepairSettled = TimeSpan.FromSeconds(2);

    /// <summary>Rule 14: a guest write that no peer acknowledged by then is answered <see cref="Refusal.NotReplicated"/>.</summary>
    public static readonly TimeSpan Replicated = TimeSpan.FromSeconds(2);

    /// <summary>Rule 14: how long a heartbeat or a check's word that was forwarded waits for the holder.</summary>
    public static readonly TimeSpan Forward = TimeSpan.FromSeconds(2);

    /// <summary>Rule 10: the barrier of a graceful stop.</summary>
    public static readonly TimeSpan Barrier = TimeSpan.FromSeconds(5);

    /// <summary>Rule 14: a silent holder's guests are shown so long.</summary>
    public static readonly TimeSpan OrphanedGuests = TimeSpan.FromSeconds(30);

    /// <summary>Q9: a hidden owner is forgotten after this; its floor stays.</summary>
    public static readonly TimeSpan Purge = TimeSpan.FromMinutes(10);

    /// <summary>Rules 10 and 14: how long floors and tombstones are kept.</summary>
    public static readonly TimeSpan Remembrance = TimeSpan.FromHours(24);

    /// <summary>Rule 11: from here on an owner is suspected.</summary>
    public static TimeSpan Suspicion(TimeSpan interval) => interval * 3;

    /// <summary>Rule 11: silence without which nobody is hidden.</summary>
    public static TimeSpan Silence(TimeSpan interval) => interval * 4;

    /// <summary>Rule 11: one round of probes.</summary>
    public static TimeSpan Round(TimeSpan interval) => Min(interval, TimeSpan.FromSeconds(1));

    /// <summary>Rule 11: within this a dead owner is hidden everywhere, if it may be.</summary>
    public static TimeSpan HidingBound(TimeSpan interval) => Silence(interval) + (Round(interval) * 3) + TimeSpan.FromSeconds(1);

    /// <summary>Rule 2: a process that stood still longer repeats rule 1's question.</summary>
    public static TimeSpan Pause(TimeSpan interval) => Min(interval * 3, TimeSpan.FromSeconds(3));

    /// <summary>Rule 12.</summary>
    public static TimeSpan JoinSync(TimeSpan interval) => interval + TimeSpan.FromSeconds(5);

    /// <summary>Rule 1: the question's window: long enough for two repetitions, at most 2 s.</summary>
    public static TimeSpan Question(TimeSpan interval) => Min(QuestionMax, interval * 2);

    public static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    public static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
