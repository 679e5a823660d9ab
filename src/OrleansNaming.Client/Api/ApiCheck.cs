namespace OrleansNaming.Api;

/// <summary>A health check of a registration; what is left out has the default of <see cref="HealthCheck"/>.</summary>
internal sealed record ApiCheck
{
    public string? Id { get; init; }

    /// <summary><c>ttl</c>, <c>http</c> or <c>tcp</c>.</summary>
    public string? Kind { get; init; }

    public string? Target { get; init; }

    public double? IntervalSeconds { get; init; }

    public double? TimeoutSeconds { get; init; }

    public int? Failures { get; init; }

    public int? Successes { get; init; }

    /// <summary>Null: never.</summary>
    public double? RemoveAfterSeconds { get; init; }

    public static ApiCheck From(HealthCheck check) => new()
    {
        Id = check.Id,
        Kind = ApiWord.Of(check.Kind),
        Target = check.Target.Length == 0 ? null : check.Target,
        IntervalSeconds = check.Interval.TotalSeconds,
        TimeoutSeconds = check.Timeout.TotalSeconds,
        Failures = check.Failures,
        Successes = check.Successes,
        RemoveAfterSeconds = check.RemoveAfter?.TotalSeconds,
    };

    /// <summary>A kind or a number that is none becomes one that <see cref="HealthCheck.Check"/> refuses.</summary>
    public HealthCheck ToCheck()
    {
        var check = new HealthCheck(Id ?? "", ApiWord.TryRead<HealthCheckKind>(Kind ?? "", out var kind) ? kind : (HealthCheckKind)(-1));
        return check with
        {
            Target = Target ?? "",
            Interval = Span(IntervalSeconds) ?? check.Interval,
            Timeout = Span(TimeoutSeconds) ?? (Span(IntervalSeconds) < check.Timeout ? Span(IntervalSeconds)!.Value : check.Timeout),
            Failures = Failures ?? check.Failures,
            Successes = Successes ?? check.Successes,
            RemoveAfter = Span(RemoveAfterSeconds),
        };
    }

    private static TimeSpan? Span(double? seconds) => seconds is { } given ? double.IsFinite(given) ? TimeSpan.FromSeconds(Math.Clamp(given, 0, 1e6)) : TimeSpan.Zero : null;
}
