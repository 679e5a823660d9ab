namespace OrleansNaming.Api;

/// <summary>What a registration asks for; name and instance id stand in the URL. Everything may be left out.</summary>
internal sealed record ApiRegistration
{
    public IReadOnlyList<ApiEndpoint>? Endpoints { get; init; }

    public string? Zone { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    public int Weight { get; init; } = 1;

    /// <summary>How long it lives without a renewal; 2 to 3600.</summary>
    public double LeaseSeconds { get; init; } = 30;

    public static ApiRegistration From(Registration registration) => new()
    {
        Endpoints = [.. registration.Endpoints.Select(ApiEndpoint.From)],
        Zone = registration.Zone,
        Tags = registration.Tags,
        Metadata = registration.Metadata,
        Weight = registration.Weight,
        LeaseSeconds = registration.Lease.TotalSeconds,
    };

    /// <summary>Nothing is checked here: <see cref="Registration.Check"/> says what is wrong.</summary>
    public Registration ToRegistration(string name, string instance) => new(name, instance)
    {
        Endpoints = [.. (Endpoints ?? []).Select(endpoint => endpoint.ToEndpoint())],
        Zone = Zone,
        Tags = Tags ?? [],
        Metadata = Metadata ?? new Dictionary<string, string>(),
        Weight = Weight,
        Lease = double.IsFinite(LeaseSeconds) ? TimeSpan.FromSeconds(Math.Clamp(LeaseSeconds, 0, 1e6)) : TimeSpan.Zero,
    };
}
