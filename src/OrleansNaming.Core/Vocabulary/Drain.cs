namespace OrleansNaming;

/// <summary>Drain this server, and tell which nodes have it; answered when all have, or after the time-out, at most an hour.</summary>
internal sealed record Drain(TimeSpan Timeout) : Change;
