using System.Collections.Concurrent;

namespace OrleansNaming.Gateway.Load;

/// <summary>
/// So many of something a second for each caller, with a burst of one second's worth: the generic cell rate algorithm (ITU-T I.371), which keeps
/// one number a caller. The framework's token bucket reads a clock of its own, so no test could say what it lets through.
/// </summary>
internal sealed class CallerPace(int perSecond, TimeProvider time)
{
    /// <summary>Callers that are remembered; beyond, all are forgotten, which gives each a new burst.</summary>
    private const int CallersMax = 16_384;

    private readonly ConcurrentDictionary<UInt128, Arrival> _callers = [];
    private readonly long _burst = time.TimestampFrequency;
    private readonly long _step = Math.Max(1, time.TimestampFrequency / perSecond);

    public int PerSecond => perSecond;

    /// <summary>Whether the caller may have one now.</summary>
    public bool TryTake(UInt128 caller)
    {
        if (_callers.Count >= CallersMax && !_callers.ContainsKey(caller))
        {
            _callers.Clear();
        }

        return _callers.GetOrAdd(caller, static _ => new Arrival()).TryAdvance(time.GetTimestamp(), _step, _burst);
    }

    /// <summary>When the next one would be due if all came evenly.</summary>
    private sealed class Arrival
    {
        private long _due;

        public bool TryAdvance(long now, long step, long burst)
        {
            while (true)
            {
                var due = Volatile.Read(ref _due);
                var next = Math.Max(due, now) + step;
                if (next - now > burst)
                {
                    return false;
                }

                if (Interlocked.CompareExchange(ref _due, next, due) == due)
                {
                    return true;
                }
            }
        }
    }
}
