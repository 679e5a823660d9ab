namespace OrleansNaming;

/// <summary>
/// Where an instance listens: a named port on a host. A value: an instance with one endpoint stores its parts, and reading
/// it allocates nothing.
/// </summary>
/// <param name="Name">The port's name, <c>http</c> by default.</param>
/// <param name="Host">A host name or an address literal.</param>
/// <param name="Port">1 to 65535.</param>
public readonly record struct Endpoint(string Name, string Host, int Port)
{
    /// <summary>For whom it is; for everyone by default.</summary>
    public EndpointScope Scope { get; init; }

    /// <summary><c>host:port</c>, with brackets around an IPv6 literal.</summary>
    public override string ToString() => Host is null ? "none" : Host.Contains(':') ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
