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
}
