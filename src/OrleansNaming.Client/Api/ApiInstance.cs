using OrleansNaming.Resolution;

namespace OrleansNaming.Api;

/// <summary>One live instance, with the version of its owner's list that put it there.</summary>
internal sealed record ApiInstance
{
    public required string Name { get; init; }

    public required string Instance { get; init; }

    public required string Owner { get; init; }

    /// <summary>The token of the version that made it what it is.</summary>
    public required string Stamp { get; init; }

    public IReadOnlyList<ApiEndpoint> Endpoints { get; set; } = [];

    public string? Zone { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    public int Weight { get; set; } = 1;

    /// <summary><c>warning</c> or <c>unhealthy</c>; told only when it is.</summary>
    public string? Health { get; init; }

    /// <summary>The checks that its holder carries out; null when there are none.</summary>
    public IReadOnlyList<ApiCheck>? Checks { get; init; }

    public bool Guest { get; init; }

    /// <summary>A guest's lease; null for a server's own service.</summary>
    public double? LeaseSeconds { get; init; }

    /// <summary>What it wants of the name when others bind it too; told only when it is no pool.</summary>
    public string? Policy { get; init; }

    /// <summary>What it is when it is no service.</summary>
    public ApiReference? Reference { get; init; }

    /// <summary>Whether its owner has not been heard lately.</summary>
    public bool Stale { get; init; }

    /// <summary>Whether its server is about to stop; told only when it is.</summary>
    public bool? Draining { get; init; }

    public static ApiInstance From(Instance instance, Token stamp, bool stale) => new()
    {
        Name = instance.Name,
        Instance = instance.InstanceId,
        Owner = stamp.Server.ToString(),
        Stamp = stamp.ToString(),
        Endpoints = [.. instance.Endpoints.Select(ApiEndpoint.From)],
        Zone = instance.Zone,
        Tags = instance.Tags.Count == 0 ? null : instance.Tags,
        Metadata = instance.Metadata.Count == 0 ? null : instance.Metadata,
        Weight = instance.Weight,
        Health = instance.Health == InstanceHealth.Healthy ? null : ApiWord.Of(instance.Health),
        Checks = instance.Checks.Count == 0 ? null : [.. instance.Checks.Select(ApiCheck.From)],
        Guest = instance.IsGuest,
        LeaseSeconds = instance.Guest?.Lease.TotalSeconds,
        Policy = instance.Policy == BindingPolicy.Pool ? null : ApiWord.Of(instance.Policy),
        Reference = ApiReference.From(instance.Reference),
        Stale = stale,
    };

    public static ApiInstance From(in Binding binding) => From(
        binding.Instance, new Token(binding.Version.Owner.Server, binding.Version.Stamp), binding.Version.Owner.IsStale) with
    {
        Draining = DrainStage.IsDraining(binding) ? true : null,
    };

    /// <summary>As the client's caller sees it.</summary>
    public Instance ToInstance()
    {
        // A word of a later version is not one to be used.
        var health = Health is null ? InstanceHealth.Healthy : ApiWord.TryRead<InstanceHealth>(Health, out var told) ? told : InstanceHealth.Unhealthy;
        var plain = Zone is null && Tags is null && Metadata is null && Weight == 1 && health == InstanceHealth.Healthy && Checks is null;
        return new Instance(
            Name,
            Instance,
            [.. Endpoints.Select(endpoint => endpoint.ToEndpoint())],
            plain ? null : new InstanceDetails(Zone, Tags ?? [], Metadata ?? new Dictionary<string, string>(), Weight) { Health = health, Checks = [.. (Checks ?? []).Select(check => check.ToCheck())] },
            Guest ? new GuestRecord(0, 0, TimeSpan.FromSeconds(LeaseSeconds ?? 0)) : null,
            Terms());
    }

    private BindingTerms? Terms()
    {
        var policy = ApiWord.TryRead<BindingPolicy>(Policy, out var read) ? read : BindingPolicy.Pool;
        var reference = Reference?.ToReference(out _);
        return policy == BindingPolicy.Pool && reference is null ? null : new BindingTerms(policy, 0, reference);
    }

    /// <summary>With its owner and version, or null when the answer has no valid stamp.</summary>
    public Binding? ToBinding()
    {
        if (!Token.TryParse(Stamp, out var token))
        {
            return null;
        }

        var owner = new OwnerView(token.Server) { IsStale = Stale };
        return new Binding(new OwnerVersion(new OwnerLife(owner, token.Stamp.Epoch), token.Stamp.Version), ToInstance());
    }
}
