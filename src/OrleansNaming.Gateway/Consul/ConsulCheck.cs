namespace OrleansNaming.Gateway.Consul;

/// <summary>A check as Consul's clients know it; what is carried out is the <c>HealthCheck</c> of the same id.</summary>
internal sealed record ConsulCheck
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string Notes { get; init; } = "";

    /// <summary><c>ttl</c>, <c>http</c> or <c>tcp</c>; empty for one whose state was only stated.</summary>
    public string Type { get; init; } = "";
}
