namespace OrleansNaming.Liveness;

/// <summary>
/// At most 15 % of the owners, at least one, are hidden per window of 4T, unless more than half of the nodes report the same
/// (rule 11, invariant H3; Eureka evicts at most 15 % a pass, AbstractInstanceRegistry.evict): a node that errs must not empty its directory.
/// </summary>
internal sealed class HidingBudget(TimeSpan window)
{
    private const double Share = 0.15;

    private readonly Queue<TimeSpan> _hidden = new();

    /// <param name="living">Owners not Left and not Hidden now, without oneself.</param>
    /// <param name="now">The time.</param>
    public bool Allows(int living, TimeSpan now)
    {
        while (_hidden.TryPeek(out var at) && at <= now - window)
        {
            _hidden.Dequeue();
        }

        return _hidden.Count < Math.Max(1, (int)((living + _hidden.Count) * Share));
    }

    /// <summary>Nodes that count for a majority: oneself, the living, and those hidden within the window.</summary>
    public int Electorate(int living) => 1 + living + _hidden.Count;

    public void Spend(TimeSpan now) => _hidden.Enqueue(now);
}
