namespace OrleansNaming.Gateway.Dns;

/// <summary>
/// What the instances of a name are in DNS: their targets in a stable order, and their addresses, each once (RFC 2181 5 knows no duplicates).
/// <para>
/// The order is the same at every poll and at every server: a client that reads only a part of a long answer (HAProxy, which passes over TC
/// for SRV) then always reads the same part.
/// </para>
/// </summary>
internal sealed class DnsTargets
{
    /// <summary>The port that is taken where none is asked for: the one of that name, else the first.</summary>
    private const string UsualPort = "http";

    private DnsTargets(DnsTarget[] services)
    {
        Services = services;
        var working = services.Any(target => target.Weight > 0) ? services.Where(target => target.Weight > 0) : services;
        var addresses = working.Select(target => target.Address).Where(address => !address.IsNone).Distinct().ToLookup(address => address.Type);
        (Ip4, Ip6) = ([.. addresses[DnsType.A]], [.. addresses[DnsType.Aaaa]]);
    }

    /// <summary>For SRV.</summary>
    public DnsTarget[] Services { get; }

    /// <summary>For A. Weight 0 takes no traffic, and A has no weights: such an instance is left out while there are others.</summary>
    public HostAddress[] Ip4 { get; }

    /// <summary>For AAAA, likewise.</summary>
    public HostAddress[] Ip6 { get; }

    /// <param name="instances">The instances.</param>
    /// <param name="port">The endpoint's name; null for the usual one of each instance.</param>
    /// <param name="zone">Where targets without a name of their own get one.</param>
    public static DnsTargets Of(InstanceSet instances, string? port, DnsZone zone)
    {
        var found = new List<DnsTarget>(instances.Count);
        foreach (var instance in instances)
        {
            if (Pick(instance, port) is { } endpoint && DnsTarget.Of(endpoint, instance.Weight, zone) is { } target)
            {
                found.Add(target);
            }
        }

        found.Sort();
        return new DnsTargets([.. found.Where((target, i) => i == 0 || !target.IsAt(found[i - 1]))]);
    }

    private static Endpoint? Pick(Instance instance, string? port)
    {
        foreach (var endpoint in instance.Endpoints)
        {
            if (endpoint.Name == (port ?? UsualPort))
            {
                return endpoint;
            }
        }

        return port is null && instance.Endpoints.Count > 0 ? instance.Endpoints[0] : null;
    }
}
