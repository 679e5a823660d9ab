namespace OrleansNaming.Liveness;

/// <summary>
/// Processes whose death somebody proved (rule 11). The proof stays: it may come before this node hears of the process from a peer, and what a process that
/// was declared dead still says before it notices counts for nothing.
/// </summary>
internal sealed class DeadBoots
{
    /// <summary>More deaths than a cluster has while anybody still tells of them; the oldest goes.</summary>
    private const int Max = 4_096;

    private readonly HashSet<BootId> _boots = [];
    private readonly Queue<BootId> _order = new();

    public bool IsEmpty => _boots.Count == 0;

    public bool Contains(BootId boot) => _boots.Contains(boot);

    public void Add(BootId boot)
    {
        if (_boots.Add(boot))
        {
            _order.Enqueue(boot);
            if (_order.Count > Max)
            {
                _boots.Remove(_order.Dequeue());
            }
        }
    }
}
