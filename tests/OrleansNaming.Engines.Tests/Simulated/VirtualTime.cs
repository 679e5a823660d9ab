namespace OrleansNaming.Engines.Tests.Simulated;

/// <summary>A clock that jumps from event to event.</summary>
internal sealed class VirtualTime
{
    private readonly PriorityQueue<Action, (TimeSpan At, long Order)> _events = new();
    private long _order;

    /// <summary>Held by whoever touches the world: tests commit from several tasks at once.</summary>
    public Lock Gate { get; } = new();

    public TimeSpan Now { get; private set; } = TimeSpan.FromHours(1);

    public void After(TimeSpan delay, Action happens) => _events.Enqueue(happens, (Now + delay, _order++));

    /// <summary>Runs events until the condition holds; false when time is up before.</summary>
    public bool RunUntil(Func<bool> holds, TimeSpan within)
    {
        var limit = Now + within;
        while (!holds())
        {
            if (!_events.TryDequeue(out var happens, out var when) || when.At > limit)
            {
                return false;
            }

            Now = when.At;
            happens();
        }

        return true;
    }
}
