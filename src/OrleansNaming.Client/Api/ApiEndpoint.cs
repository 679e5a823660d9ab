namespace OrleansNaming.Api;

/// <summary>
/// Where an instance listens. A missing name is <c>http</c>; the scope is <c>cluster</c>, <c>dedicated</c>, or missing for everyone.
/// </summary>
internal sealed record ApiEndpoint(string? Host, int Port, string? Name = null, string? Scope = null)
{
    public static ApiEndpoint From(Endpoint endpoint) =>
        new(endpoint.Host, endpoint.Port, endpoint.Name, endpoint.Scope == EndpointScope.Any ? null : ApiWord.Of(endpoint.Scope));

    /// <summary>A scope of a later version is taken for one that nobody has: a registration with it is refused.</summary>
    public Endpoint ToEndpoint() => new(Name ?? "http", Host ?? "", Port)
    {
        Scope = Scope is null ? EndpointScope.Any : ApiWord.TryRead<EndpointScope>(Scope, out var scope) ? scope : (EndpointScope)(-1),
    };
}
