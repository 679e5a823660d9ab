namespace OrleansNaming.Api;

/// <summary>One line of an explanation.</summary>
internal sealed record ApiExplainedInstance
{
    public required string Instance { get; init; }

    public required string Owner { get; init; }

    /// <summary>The token of the version that made it what it is; of a line that is not live, of what is held of its owner.</summary>
    public required string Stamp { get; init; }

    /// <summary>The stage that removed it; missing: it is in the answer.</summary>
    public string? RemovedBy { get; init; }

    /// <summary>Why, for people.</summary>
    public string? Why { get; init; }

    /// <summary><c>own</c>, <c>inline</c>, <c>full</c>, <c>pull</c>, <c>peer</c>, <c>dump</c> or <c>follow</c>; missing: longer ago than is remembered.</summary>
    public string? Learnt { get; init; }

    /// <summary>The peer that it came from, where that was not its owner.</summary>
    public string? Via { get; init; }

    public double? LearntSecondsAgo { get; init; }

    /// <summary>How its owner's life is judged.</summary>
    public string? OwnerState { get; init; }

    public double? SilenceSeconds { get; init; }

    public bool Stale { get; init; }

    /// <summary>Whether a higher version of its owner was heard of than is held.</summary>
    public bool Behind { get; init; }

    /// <summary>How many times a guest was registered or handed on; 0 for a server's own service.</summary>
    public int Hold { get; init; }

    public static ApiExplainedInstance From(ExplainedInstance line) => new()
    {
        Instance = line.InstanceId,
        Owner = line.Owner.ToString(),
        Stamp = line.Stamp.ToString(),
        RemovedBy = line.RemovedBy,
        Why = line.Why,
        Learnt = line.Learnt,
        Via = line.Via?.ToString(),
        LearntSecondsAgo = line.LearntAgo?.TotalSeconds,
        OwnerState = line.OwnerState is { } state ? ApiWord.Of(state) : null,
        SilenceSeconds = line.Silence?.TotalSeconds,
        Stale = line.IsStale,
        Behind = line.IsBehind,
        Hold = line.Hold,
    };

    /// <summary>Null when its owner or stamp cannot be read.</summary>
    public ExplainedInstance? ToInstance() => ServerId.TryCreate(Owner, out var owner) && Token.TryParse(Stamp, out var token)
        ? new ExplainedInstance
        {
            InstanceId = Instance,
            Owner = owner,
            Stamp = token,
            RemovedBy = RemovedBy,
            Why = Why,
            Learnt = Learnt,
            Via = ServerId.TryCreate(Via, out var via) ? via : null,
            LearntAgo = Seconds(LearntSecondsAgo),
            OwnerState = ApiWord.TryRead<OwnerState>(OwnerState, out var state) ? state : null,
            Silence = Seconds(SilenceSeconds),
            IsStale = Stale,
            IsBehind = Behind,
            Hold = Hold,
        }
        : null;

    private static TimeSpan? Seconds(double? seconds) => seconds is >= 0 and < 1e9 ? TimeSpan.FromSeconds(seconds.Value) : null;
}
