namespace OrleansNaming;

/// <summary>One running copy of a service, as its owner advertises it.</summary>
public sealed class Instance : Entry
{
    internal Instance(string name, string instanceId, IReadOnlyList<Endpoint> endpoints, InstanceDetails? details, GuestRecord? guest)
        : base(name, instanceId)
    {
        Endpoints = endpoints;
        Details = details ?? InstanceDetails.None;
        Guest = guest;
    }

    /// <summary>Where it listens; may be empty for a name that only marks presence.</summary>
    public IReadOnlyList<Endpoint> Endpoints { get; }

    /// <summary>The zone, for nearest-first choice; null when unknown.</summary>
    public string? Zone => Details.Zone;

    /// <summary>Free labels, such as <c>v2</c>.</summary>
    public IReadOnlyList<string> Tags => Details.Tags;

    /// <summary>Free key-value pairs, at most 64 keys and 8 KiB.</summary>
    public IReadOnlyDictionary<string, string> Metadata => Details.Metadata;

    /// <summary>Share of the traffic among instances of one name; 1 by default, 0 takes none.</summary>
    public int Weight => Details.Weight;

    /// <summary>Whether it was registered through a client and lives by a lease, instead of with its server's process.</summary>
    public bool IsGuest => Guest is not null;

    /// <summary>What only a guest has; null for a server's own service.</summary>
    internal GuestRecord? Guest { get; }

    /// <summary>The rarely used parts; shared by instances that have none of them, which keeps an instance small.</summary>
    internal InstanceDetails Details { get; }

    /// <summary>The endpoint of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public Endpoint Endpoint(string name)
    {
        foreach (var endpoint in Endpoints)
        {
            if (endpoint.Name == name)
            {
                return endpoint;
            }
        }

        throw new KeyNotFoundException($"instance '{InstanceId}' of '{Name}' has no endpoint '{name}'");
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}/{InstanceId}";
}
