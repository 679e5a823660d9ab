namespace OrleansNaming;

/// <summary>Which state a read demands.</summary>
public record ReadOptions
{
    /// <summary>Answer with a state that contains this write; the default demands nothing.</summary>
    public Token? AtLeast { get; init; }

    /// <summary>Answer nothing older than what this session has seen, and add the answer to it; the default demands nothing.</summary>
    public ReadSession? Session { get; init; }

    /// <summary>How long to wait for that; then the read is refused (<see cref="Refusal.NotReached"/>). The default is 5 s; 0 to 5 min, and what is outside is taken for the nearer end.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether anything is demanded.</summary>
    internal bool Demands => AtLeast is { Server.Value: not null } || Session is not null;
}
