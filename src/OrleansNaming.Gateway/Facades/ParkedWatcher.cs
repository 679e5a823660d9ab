namespace OrleansNaming.Gateway.Facades;

/// <summary>A place among those that wait for a name.</summary>
internal readonly struct ParkedWatcher(NameWakeups wakeups, string name, NameSignal signal) : IDisposable
{
    /// <summary>Ends at the name's first change after the parking.</summary>
    public Task Woken => signal.Raised;

    public void Dispose() => wakeups.Leave(name, signal);
}
