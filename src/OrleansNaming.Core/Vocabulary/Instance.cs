using System.Diagnostics;

namespace OrleansNaming;

/// <summary>One running copy of a service, as its owner advertises it.</summary>
public sealed class Instance : Entry
{
    private readonly int _port;

    /// <summary>Invariant: replaced only by one of equal content.</summary>
    private InstanceProfile _profile;

    internal Instance(
        string name, string instanceId, IReadOnlyList<Endpoint> endpoints, InstanceDetails? details, GuestRecord? guest, BindingTerms? terms = null)
        : base(name)
    {
        _port = endpoints.Count == 1 ? endpoints[0].Port : 0;
        _profile = new InstanceProfile(instanceId, endpoints, details ?? InstanceDetails.None, guest, terms);
    }

    /// <inheritdoc/>
    public override string InstanceId => _profile.InstanceId;

    /// <summary>Where it listens; may be empty for a name that only marks presence.</summary>
    public EndpointList Endpoints => new(this);

    /// <summary>The zone, for nearest-first choice; null when unknown.</summary>
    public string? Zone => Details.Zone;

    /// <summary>Free labels, such as <c>v2</c>.</summary>
    public IReadOnlyList<string> Tags => Details.Tags;

    /// <summary>Free key-value pairs, at most 64 keys and 8 KiB.</summary>
    public IReadOnlyDictionary<string, string> Metadata => Details.Metadata;

    /// <summary>Share of the traffic among instances of one name; 1 by default, 0 takes none.</summary>
    public int Weight => Details.Weight;

    /// <summary>How it is, by its advertiser's word; <see cref="InstanceHealth.Healthy"/> by default.</summary>
    public InstanceHealth Health => Details.Health;

    /// <summary>The checks that its holder carries out; their outcome is its health. Empty: its health is its advertiser's word.</summary>
    public IReadOnlyList<HealthCheck> Checks => Details.Checks;

    /// <summary>Whether it was registered through a client and lives by a lease, instead of with its server's process.</summary>
    public bool IsGuest => Guest is not null;

    /// <summary>What its binder wants of the name when others bind it too.</summary>
    public BindingPolicy Policy => Terms?.Policy ?? BindingPolicy.Pool;

    /// <summary>What it is when it is no service: a value, a link or a context of the tree. Null for a service.</summary>
    public Reference? Reference => Terms?.Reference;

    /// <summary>Policy, epoch and reference; null for a service of a pool.</summary>
    internal BindingTerms? Terms => _profile.Terms;

    /// <summary>What only a guest has; null for a server's own service.</summary>
    internal GuestRecord? Guest => _profile.Guest;

    /// <summary>The rarely used parts.</summary>
    internal InstanceDetails Details => _profile.Details;

    internal InstanceProfile Profile => _profile;

    /// <summary>Whether some endpoint is not for everyone.</summary>
    internal bool HasScope => _profile.HasScope;

    internal int EndpointCount => _profile.EndpointCount;

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

    internal Endpoint EndpointAt(int index) => _profile.EndpointAt(index, _port);

    /// <summary>Takes a profile of equal content that others hold already.</summary>
    internal void ShareProfile(InstanceProfile same)
    {
        Debug.Assert(same.ContentEquals(_profile));
        _profile = same;
    }

    internal override bool ContentEquals(Entry? other) => ReferenceEquals(this, other)
        || (other is Instance instance && instance.Name == Name && instance._port == _port && instance._profile.ContentEquals(_profile));
}
