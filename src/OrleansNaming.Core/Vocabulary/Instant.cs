namespace OrleansNaming;

/// <summary>
/// The two clocks, read together by the host and handed in: Core has none of its own. All waiting is measured on the
/// monotonic one; the wall clock only proposes an incarnation (rule 1) and dates history.
/// </summary>
/// <param name="Monotonic">Time since some fixed point in this process; never runs backwards.</param>
/// <param name="UnixMilliseconds">The wall clock; may jump either way.</param>
internal readonly record struct Instant(TimeSpan Monotonic, long UnixMilliseconds);
