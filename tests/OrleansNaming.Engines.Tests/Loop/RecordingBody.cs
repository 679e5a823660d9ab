using OrleansNaming.Lan.Loop;
using OrleansNaming.Node;

namespace OrleansNaming.Engines.Tests.Loop;

/// <summary>A loop's body that writes down what it is given.</summary>
internal sealed class RecordingBody : ILoopBody, IDisposable
{
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private readonly SemaphoreSlim _taken = new(0);
    private readonly TaskCompletionSource<Exception> _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TimeSpan _last;
    private int _atOnce;

    public List<long> Ids { get; } = [];

    public void Dispose() => _taken.Dispose();

    public List<int> Threads { get; } = [];

    public int AtOnceMost { get; private set; }

    public Action<long>? OnTake { get; set; }

    public Action<bool>? OnGivenBack { get; set; }

    public int EarlyTicks { get; private set; }

    public TimeSpan DueIn { get; set; } = TimeSpan.FromHours(1);

    public long ThrowsAt { get; set; }

    public TimeSpan DueAt => _last + DueIn;

    public TimeSpan Now => TimeProvider.System.GetElapsedTime(_start);

    public Task<Exception> Failure => _failure.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    public void Take(in LoopItem item)
    {
        AtOnceMost = Math.Max(AtOnceMost, Interlocked.Increment(ref _atOnce));
        EarlyTicks += item.Input is Ticked && Now < DueAt ? 1 : 0;
        _last = Now;
        Threads.Add(Environment.CurrentManagedThreadId);
        var id = item.Input is Persisted persisted ? persisted.Id : 0;
        Ids.Add(id);
        OnTake?.Invoke(id);
        Interlocked.Decrement(ref _atOnce);
        _taken.Release();
        if (id != 0 && id == ThrowsAt)
        {
            throw new InvalidOperationException($"at {id}");
        }
    }

    public void GivenBack(bool mayWait) => OnGivenBack?.Invoke(mayWait);

    public void Failed(Exception cause) => _failure.TrySetResult(cause);

    public async Task UntilAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Assert.True(await _taken.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken), $"item {i + 1} of {count} did not come");
        }
    }
}
