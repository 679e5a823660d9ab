namespace OrleansNaming.HttpResolution;

/// <summary>How one HttpClient resolves names.</summary>
public sealed class NamingResolutionOptions
{
    /// <summary>The context that the URL's host is looked up in: with <c>shop/eu</c>, <c>http://orders</c> is <c>shop/eu/orders</c>.</summary>
    /// <value>The default is empty: the root.</value>
    public string Context { get; set; } = "";

    /// <summary>Whether the receiver sees its own address instead of the logical name in the Host header.</summary>
    /// <value>The default is false: the receiver sees <c>Host: orders</c>, and TLS asks for a certificate of that name.</value>
    public bool SendInstanceHost { get; set; }

    /// <summary>How one of the instances that answer is chosen.</summary>
    /// <value>The default is <see cref="BalancingPolicy.RoundRobin"/>.</value>
    public BalancingPolicy Policy { get; set; }

    /// <summary>What <see cref="BalancingPolicy.Consistent"/> goes by, such as a customer's number; a request without one is sent in turn.</summary>
    /// <value>The default is null: no request has one.</value>
    public Func<HttpRequestMessage, string?>? Key { get; set; }

    /// <summary>
    /// Zones in the order of fail-over, as in <see cref="ResolveOptions.Zones"/>: only instances of these are called, those of the first zone that has
    /// any reachable, healthy one that does not drain. <c>"*"</c> at the end stands for all others.
    /// </summary>
    /// <value>The default is empty: zones do not matter.</value>
    public IList<string> Zones { get; } = [];

    internal IReadOnlyList<string> ZoneOrder => (IReadOnlyList<string>)Zones;
}
