namespace OrleansNaming.Api;

/// <summary>One line of an owner's list.</summary>
internal sealed record ApiEntry
{
    /// <summary><c>service</c>, <c>guest</c>, <c>tombstone</c>, <c>context</c> or <c>reference</c>.</summary>
    public required string Kind { get; init; }

    public required string Name { get; init; }

    public string? Instance { get; init; }

    public IReadOnlyList<ApiEndpoint>? Endpoints { get; init; }

    public string? Zone { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    public int? Weight { get; init; }

    public double? LeaseSeconds { get; init; }

    /// <summary>A guest's: which write of its client this is.</summary>
    public ulong? Revision { get; init; }

    /// <summary>A guest's: which holder this is.</summary>
    public ulong? Hold { get; init; }

    /// <summary>Its policy, when it is no pool.</summary>
    public string? Policy { get; init; }

    /// <summary>Its binding epoch, when it has one.</summary>
    public ulong? Epoch { get; init; }

    /// <summary>What it is when it is no service.</summary>
    public ApiReference? Reference { get; init; }

    public static ApiEntry From(Entry entry) => entry switch
    {
        Instance instance => From(instance),
        Tombstone tombstone => new() { Kind = "tombstone", Name = entry.Name, Instance = entry.InstanceId, Revision = tombstone.Revision, Hold = tombstone.Hold },
        _ => new() { Kind = "context", Name = entry.Name },
    };

    private static ApiEntry From(Instance instance) => new()
    {
        Kind = instance.Reference is not null ? "reference" : instance.IsGuest ? "guest" : "service",
        Name = instance.Name,
        Instance = instance.InstanceId,
        Endpoints = [.. instance.Endpoints.Select(ApiEndpoint.From)],
        Zone = instance.Zone,
        Tags = instance.Tags.Count == 0 ? null : instance.Tags,
        Metadata = instance.Metadata.Count == 0 ? null : instance.Metadata,
        Weight = instance.Weight,
        LeaseSeconds = instance.Guest?.Lease.TotalSeconds,
        Revision = instance.Guest?.Revision,
        Hold = instance.Guest?.Hold,
        Policy = instance.Policy == BindingPolicy.Pool ? null : ApiWord.Of(instance.Policy),
        Epoch = instance.Terms is { Epoch: > 0 } terms ? terms.Epoch : null,
        Reference = ApiReference.From(instance.Reference),
    };
}
