namespace OrleansNaming.Api;

/// <summary>Where an instance listens. A missing name is <c>http</c>.</summary>
internal sealed record ApiEndpoint(string? Host, int Port, string? Name = null)
{
    public static ApiEndpoint From(Endpoint endpoint) => new(endpoint.Host, endpoint.Port, endpoint.Name);

    public Endpoint ToEndpoint() => new(Name ?? "http", Host ?? "", Port);
}
