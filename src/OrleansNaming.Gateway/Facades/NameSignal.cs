namespace OrleansNaming.Gateway.Facades;

/// <summary>One wait for one name; raised once.</summary>
internal sealed class NameSignal
{
    /// <summary>Waiters run elsewhere: the one who raises is the engine, and must return at once.</summary>
    private readonly TaskCompletionSource _raised = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Who waits. Only under the gate of <see cref="NameWakeups"/>.</summary>
    public int Waiters { get; set; }

    public Task Raised => _raised.Task;

    public void Raise() => _raised.TrySetResult();
}
