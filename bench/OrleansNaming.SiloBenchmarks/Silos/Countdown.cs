using System.Diagnostics;

namespace OrleansNaming.SiloBenchmarks.Silos;

/// <summary>When so many have signalled: the time of the last, by <see cref="Stopwatch.GetTimestamp"/>.</summary>
public sealed class Countdown(int count)
{
    private readonly TaskCompletionSource<long> _last = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left = count;

    public Task<long> Last => _last.Task;

    public void Signal()
    {
        var now = Stopwatch.GetTimestamp();
        if (Interlocked.Decrement(ref _left) == 0)
        {
            _last.TrySetResult(now);
        }
    }
}
