using System.Net;

namespace OrleansNaming.HttpResolution;

/// <summary>
/// What a URL names: <c>http://orders/…</c> is the name <c>orders</c>, <c>http://_admin.orders/…</c> its endpoint <c>admin</c>. A port, an
/// address literal and <c>localhost</c> are no names: such a URL says itself where to go.
/// </summary>
/// <param name="Name">The full path.</param>
/// <param name="Endpoint">The endpoint that is asked for, or null: the one named as the URL's scheme.</param>
internal sealed record LogicalAddress(string Name, string? Endpoint)
{
    public static LogicalAddress? Of(Uri url, string context)
    {
        var host = url.IdnHost;
        if (!url.IsDefaultPort || host == "localhost" || IPAddress.TryParse(host, out _))
        {
            return null;
        }

        var dot = host.IndexOf('.', StringComparison.Ordinal);
        var hasEndpoint = host.StartsWith('_') && dot > 1;
        var name = hasEndpoint ? host[(dot + 1)..] : host;
        var path = context.Length == 0 ? name : $"{context}/{name}";
        return NamePath.Check(path) is null ? new LogicalAddress(path, hasEndpoint ? host[1..dot] : null) : null;
    }

    /// <summary>Where an instance takes such a call, or null when it does not.</summary>
    public Endpoint? EndpointOf(Instance instance, string scheme)
    {
        var wanted = Endpoint ?? scheme;
        foreach (var endpoint in instance.Endpoints)
        {
            if (endpoint.Name == wanted)
            {
                return endpoint;
            }
        }

        return Endpoint is null && instance.Endpoints.Count == 1 ? instance.Endpoints[0] : null;
    }
}
