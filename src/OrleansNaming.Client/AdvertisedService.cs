namespace OrleansNaming;

/// <summary>A service that this process offers under a name as long as it lives.</summary>
public sealed class AdvertisedService
{
    private readonly List<AdvertisedEndpoint> _endpoints = [];

    /// <param name="name">The full path, such as <c>orders</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is no valid name.</exception>
    internal AdvertisedService(string name)
    {
        if (NamePath.Check(name) is { } why)
        {
            throw new ArgumentException($"'{name}' cannot be advertised: {why}", nameof(name));
        }

        Name = name;
    }

    /// <summary>The full path.</summary>
    public string Name { get; }

    /// <summary>What tells it apart from other instances of the name.</summary>
    /// <value>One segment. The default is null: the server's name.</value>
    public string? InstanceId { get; set; }

    /// <summary>The zone, for nearest-first choice.</summary>
    /// <value>The default is null: unknown.</value>
    public string? Zone { get; set; }

    /// <summary>Free labels, such as <c>v2</c>; at most 64.</summary>
    public ISet<string> Tags { get; } = new SortedSet<string>(StringComparer.Ordinal);

    /// <summary>Free key-value pairs, at most 64 keys and 8 KiB.</summary>
    public IDictionary<string, string> Metadata { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Share of the traffic among the instances of the name; 0 takes none.</summary>
    /// <value>0 to 65535. The default is 1.</value>
    public int Weight { get; set; } = 1;

    /// <summary>Where this process is no node: how long the registration lives without a renewal; renewed each third of it.</summary>
    /// <value>2 s to 1 h. The default is 30 s.</value>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    internal IReadOnlyList<AdvertisedEndpoint> Endpoints => _endpoints;

    /// <summary>
    /// Adds where the service listens. Without any, what the web server of this process listens on is advertised, once it listens.
    /// </summary>
    /// <param name="name">What callers ask for; <c>http</c> is what HttpClient takes for <c>http://</c>.</param>
    /// <param name="port">1 to 65535.</param>
    /// <param name="host">A host name or an address; null: this machine's, see <see cref="NamingOptions.AdvertisedHost"/>.</param>
    /// <returns>This, for more.</returns>
    public AdvertisedService AddEndpoint(string name, int port, string? host = null) => Add(name, port, host, EndpointScope.Any);

    /// <summary>
    /// Adds an address that this service shares with its replicas, a virtual or a load balancer's: what outsiders are told. Where nothing else
    /// is stated, what the web server of this process listens on is advertised beside it as dedicated, to members of the cluster alone.
    /// </summary>
    /// <param name="name">What callers ask for; <c>http</c> is what HttpClient takes for <c>http://</c>.</param>
    /// <param name="port">1 to 65535.</param>
    /// <param name="host">A host name or an address.</param>
    /// <returns>This, for more.</returns>
    public AdvertisedService AddClusterEndpoint(string name, int port, string host)
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        return Add(name, port, host, EndpointScope.Cluster);
    }

    /// <summary>Adds an address of this process alone, told to members of the cluster and to nobody else.</summary>
    /// <inheritdoc cref="AddEndpoint"/>
    public AdvertisedService AddDedicatedEndpoint(string name, int port, string? host = null) => Add(name, port, host, EndpointScope.Dedicated);

    private AdvertisedService Add(string name, int port, string? host, EndpointScope scope)
    {
        if (NamePath.CheckSegment(name) is { } why)
        {
            throw new ArgumentException($"'{name}' is no endpoint name: {why}", nameof(name));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, 65_535);
        _endpoints.Add(new AdvertisedEndpoint(name, port, host, scope));
        return this;
    }

    /// <summary>What is to be bound, now that it is known where this process listens.</summary>
    /// <param name="instanceId">Taken when <see cref="InstanceId"/> is null.</param>
    /// <param name="listening">Where the web server listens; empty in a process that has none.</param>
    /// <param name="advertisedHost">The configured host, or null to take the one that is listened on.</param>
    internal Registration ToRegistration(string instanceId, IReadOnlyList<Uri> listening, string? advertisedHost) =>
        new(Name, InstanceId ?? instanceId)
        {
            Endpoints = [.. Stated(advertisedHost), .. Substituted(listening, advertisedHost)],
            Zone = Zone,
            Tags = [.. Tags],
            Metadata = new Dictionary<string, string>(Metadata),
            Weight = Weight,
            Lease = Lease,
        };

    private IEnumerable<Endpoint> Stated(string? advertisedHost) => _endpoints.Select(endpoint =>
        new Endpoint(endpoint.Name, endpoint.Host ?? advertisedHost ?? ReachableAddress.OfThisMachine(), endpoint.Port) { Scope = endpoint.Scope });

    /// <summary>What is listened on, where no address of this process's own was stated (row M3: the dedicated address is put beside the shared one).</summary>
    private IEnumerable<Endpoint> Substituted(IReadOnlyList<Uri> listening, string? advertisedHost) =>
        _endpoints.Any(endpoint => endpoint.Scope != EndpointScope.Cluster) ? []
        : listening
            .Select(address => new Endpoint(address.Scheme, advertisedHost ?? ReachableAddress.For(address.Host), address.Port)
            {
                Scope = _endpoints.Count == 0 ? EndpointScope.Any : EndpointScope.Dedicated,
            })
            .DistinctBy(endpoint => endpoint.Name);
}
