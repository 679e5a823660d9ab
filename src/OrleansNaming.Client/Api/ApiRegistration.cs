namespace OrleansNaming.Api;

/// <summary>What a registration asks for; name and instance id stand in the URL. Everything may be left out.</summary>
/// <remarks>What has a default is settable: generated readers give an absent init-only member no value, not its initial one.</remarks>
internal sealed record ApiRegistration
{
    public IReadOnlyList<ApiEndpoint>? Endpoints { get; init; }

    public string? Zone { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    public int Weight { get; set; } = 1;

    /// <summary><c>healthy</c> (the default), <c>warning</c> or <c>unhealthy</c>.</summary>
    public string? Health { get; init; }

    /// <summary>At most 8; their outcome replaces the health.</summary>
    public IReadOnlyList<ApiCheck>? Checks { get; init; }

    /// <summary>How long it lives without a renewal; 2 to 3600, or 0: until it is deregistered.</summary>
    public double LeaseSeconds { get; set; } = 30;

    /// <summary><c>pool</c> (the default), <c>firstEpoch</c> or <c>unique</c>.</summary>
    public string? Policy { get; init; }

    public static ApiRegistration From(Registration registration) => new()
    {
        Endpoints = [.. registration.Endpoints.Select(ApiEndpoint.From)],
        Zone = registration.Zone,
        Tags = registration.Tags,
        Metadata = registration.Metadata,
        Weight = registration.Weight,
        Health = registration.Health == InstanceHealth.Healthy ? null : ApiWord.Of(registration.Health),
        Checks = registration.Checks.Count == 0 ? null : [.. registration.Checks.Select(ApiCheck.From)],
        LeaseSeconds = registration.Lease.TotalSeconds,
        Policy = registration.Policy == BindingPolicy.Pool ? null : ApiWord.Of(registration.Policy),
    };

    /// <summary>Says which member holds a null where a value belongs; the parser lets those through.</summary>
    public string? FindNull() =>
        Endpoints?.Any(endpoint => endpoint is null) == true ? "'endpoints' holds a null"
        : Tags?.Any(tag => tag is null) == true ? "'tags' holds a null"
        : Checks?.Any(check => check is null) == true ? "'checks' holds a null"
        : Metadata?.Values.Any(value => value is null) == true ? "'metadata' holds a null"
        : null;

    /// <summary>The rest is checked by <see cref="Registration.Check"/>.</summary>
    public Registration ToRegistration(string name, string instance) => new(name, instance)
    {
        Endpoints = [.. (Endpoints ?? []).Select(endpoint => endpoint.ToEndpoint())],
        Zone = Zone,
        Tags = Tags ?? [],
        Metadata = Metadata ?? new Dictionary<string, string>(),
        Weight = Weight,
        // What is no such word is no such member: Check says so.
        Health = Health is null ? default : ApiWord.TryRead<InstanceHealth>(Health, out var health) ? health : (InstanceHealth)(-1),
        Checks = [.. (Checks ?? []).Select(check => check.ToCheck())],
        // Below zero as what is no number: neither may become zero, which means for ever.
        Lease = double.IsFinite(LeaseSeconds) ? TimeSpan.FromSeconds(Math.Clamp(LeaseSeconds, -1, 1e6)) : TimeSpan.FromSeconds(-1),
        Policy = Policy is null ? BindingPolicy.Pool : ApiWord.TryRead<BindingPolicy>(Policy, out var policy) ? policy : (BindingPolicy)(-1),
    };
}
