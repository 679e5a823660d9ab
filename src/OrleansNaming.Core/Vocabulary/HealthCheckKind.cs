namespace OrleansNaming;

/// <summary>How a check finds out how an instance is.</summary>
public enum HealthCheckKind
{
    /// <summary>The instance says so itself, again and again; silence means unhealthy.</summary>
    Ttl,

    /// <summary>GET of a URL: 2xx is healthy, 429 a warning, everything else unhealthy.</summary>
    Http,

    /// <summary>A TCP connection that is accepted is healthy.</summary>
    Tcp,
}
