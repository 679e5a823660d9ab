namespace OrleansNaming.InProcess;

/// <summary>
/// Wakes everyone who waits for the directory to move. Take <see cref="Next"/> first, look second, wait third: then no change falls
/// between the look and the wait.
/// </summary>
internal sealed class AppliedSignal : IDisposable
{
    private readonly IDisposable _subscription;
    private volatile TaskCompletionSource _next = New();

    public AppliedSignal(IDirectorySource source) => _subscription = source.OnApplied(Raise);

    /// <summary>Ends at the next change after this was read.</summary>
    public Task Next => _next.Task;

    public void Dispose() => _subscription.Dispose();

    private void Raise() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    /// <summary>Waiters run elsewhere: the one who raises is the engine, and must return at once.</summary>
    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
