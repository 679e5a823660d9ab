namespace OrleansNaming.Gateway.Metrics;

/// <summary>
/// So many series in all, whatever is put into tags. A new one beyond is not kept, and counted once for each measurement that it would have
/// taken. Two threads that meet the same new series may take two places for it: the bound holds, a place is lost.
/// </summary>
internal sealed class SeriesBudget(int max)
{
    private int _taken;
    private long _dropped;

    public long Dropped => Volatile.Read(ref _dropped);

    public bool TryTake()
    {
        if (Interlocked.Increment(ref _taken) <= max)
        {
            return true;
        }

        Interlocked.Decrement(ref _taken);
        Interlocked.Increment(ref _dropped);
        return false;
    }
}
