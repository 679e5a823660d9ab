namespace OrleansNaming.Cli.Serving;

/// <summary>What <c>naming server</c> was told on its command line; what is null is as configured (section <c>Naming</c>), else the default.</summary>
internal sealed record ServerSettings
{
    public string? Name { get; init; }

    public string? Cluster { get; init; }

    public required string Api { get; init; }

    public string? Address { get; init; }

    public IReadOnlyList<string> Peers { get; init; } = [];

    public string? PeersDnsName { get; init; }

    public int? MulticastPort { get; init; }

    public string? DataDirectory { get; init; }

    public string? KeysFile { get; init; }

    public string? AdminKey { get; init; }

    public TimeSpan? Interval { get; init; }

    /// <summary>Whether <c>/sd</c> tells Prometheus its targets.</summary>
    public bool HasTargets { get; init; } = true;

    /// <summary>Where DNS is answered; empty for the default place, null for nowhere.</summary>
    public string? Dns { get; init; }

    public string? DnsZone { get; init; }

    /// <summary>Whether Consul's clients are answered.</summary>
    public bool IsConsul { get; init; }

    /// <summary>Whether Eureka's clients are answered.</summary>
    public bool IsEureka { get; init; }

    /// <summary>Whether <c>naming up</c> started it and may spoil its network.</summary>
    public bool IsDemo { get; init; }
}
