namespace OrleansNaming.Node;

/// <summary>Graceful stop (rule 10): draining, barrier, hand-over, Left; then <see cref="Ended"/>.</summary>
internal sealed record LeaveRequested : Input;
