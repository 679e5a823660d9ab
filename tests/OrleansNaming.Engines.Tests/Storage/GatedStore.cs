using OrleansNaming.Lan.Storage;

namespace OrleansNaming.Engines.Tests.Storage;

/// <summary>A disk that waits to be let go, and fails when told.</summary>
internal sealed class GatedStore : IOwnerStore
{
    private readonly ManualResetEventSlim _gate = new();
    private readonly SemaphoreSlim _entered = new(0);
    private int _atOnce;

    public List<string> Calls { get; } = [];

    /// <summary>Who called, in order.</summary>
    public List<int> Threads { get; } = [];

    public int AtOnceMost { get; private set; }

    public string? FailsWith { get; set; }

    public bool IsDisposed { get; private set; }

    public void Open() => _gate.Set();

    public Task EnteredAsync() => _entered.WaitAsync(TestContext.Current.CancellationToken);

    public void Append(IReadOnlyList<ReadOnlyMemory<byte>> records) => Call($"append {records.Count}");

    public void Replace(ReadOnlyMemory<byte> bytes) => Call("replace");

    public void Dispose() => IsDisposed = true;

    private void Call(string call)
    {
        AtOnceMost = Math.Max(AtOnceMost, Interlocked.Increment(ref _atOnce));
        Calls.Add(call);
        Threads.Add(Environment.CurrentManagedThreadId);
        _entered.Release();
        _gate.Wait(TestContext.Current.CancellationToken);
        Interlocked.Decrement(ref _atOnce);
        if (FailsWith is { } failure)
        {
            throw new IOException(failure);
        }
    }
}
