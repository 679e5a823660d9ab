namespace OrleansNaming;

/// <summary>
/// All of an instance but its name and its port. Services of one server differ in little else, so a replica lets them share
/// one profile: an instance then costs 40 bytes.
/// </summary>
internal sealed class InstanceProfile
{
    private readonly Endpoint[]? _several;

    public InstanceProfile(string instanceId, IReadOnlyList<Endpoint> endpoints, InstanceDetails details, GuestRecord? guest, BindingTerms? terms)
    {
        InstanceId = instanceId;
        Details = details;
        Guest = guest;
        Terms = terms;
        EndpointCount = endpoints.Count;
        (PortName, Host, Scope) = endpoints.Count == 1 ? (endpoints[0].Name, endpoints[0].Host, endpoints[0].Scope) : (null, null, default);
        _several = endpoints.Count > 1 ? [.. endpoints] : null;
        HasScope = endpoints.Count == 1 ? Scope != EndpointScope.Any : endpoints.Any(endpoint => endpoint.Scope != EndpointScope.Any);
    }

    public string InstanceId { get; }

    public InstanceDetails Details { get; }

    public GuestRecord? Guest { get; }

    public BindingTerms? Terms { get; }

    public int EndpointCount { get; }

    /// <summary>Name of the only port; null when there is not exactly one.</summary>
    public string? PortName { get; }

    /// <summary>Host of the only port; null when there is not exactly one.</summary>
    public string? Host { get; }

    /// <summary>For whom the only port is.</summary>
    public EndpointScope Scope { get; }

    /// <summary>Whether some endpoint is not for everyone.</summary>
    public bool HasScope { get; }

    /// <param name="index">Below <see cref="EndpointCount"/>.</param>
    /// <param name="port">The only endpoint's port: the instance has it.</param>
    public Endpoint EndpointAt(int index, int port) => _several is null ? new Endpoint(PortName!, Host!, port) { Scope = Scope } : _several[index];

    public bool ContentEquals(InstanceProfile other) => ReferenceEquals(this, other)
        || (InstanceId == other.InstanceId && Host == other.Host && PortName == other.PortName && Scope == other.Scope && Guest == other.Guest && Terms == other.Terms
            && Details == other.Details && _several.AsSpan().SequenceEqual(other._several));

    /// <summary>A hash to find an equal profile by; profiles with several endpoints are rare and share a hash by host of none.</summary>
    public int ContentHash() => HashCode.Combine(InstanceId, Host, PortName, Details);
}
