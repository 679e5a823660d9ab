using Microsoft.AspNetCore.Http;
using OrleansNaming.Gateway.Facades;
using OrleansNaming.Gateway.Routes;

namespace OrleansNaming.Gateway.Consul;

/// <summary>All of Consul's API that is answered here; what is not says so.</summary>
internal sealed class ConsulFacade : IDisposable
{
    /// <summary>What no discovery client needs, and what is refused rather than pretended.</summary>
    private static readonly string[] Absent =
        ["agent", "catalog", "health", "status", "kv", "session", "txn", "event", "query", "acl", "config", "connect", "coordinate", "discovery-chain", "intentions", "operator", "snapshot", "peering", "peerings"];

    private static readonly string[] AnyMethod = ["GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS"];

    private readonly ConsulGuests _guests;

    public ConsulFacade(ApiHost host, FacadeDirectory shared, NamingConsulOptions options)
    {
        var directory = new ConsulDirectory(host, shared);
        var reads = new ConsulReads(directory, new BlockingQuery(host, shared), options);
        var agent = new ConsulAgent(host, directory, options);
        _guests = new ConsulGuests(host);
        var writes = new ConsulWrites(host, _guests, options);
        Routes = [.. reads.Routes, .. agent.Routes, .. writes.Routes, .. Absent.Select(room => new FacadeRoute(AnyMethod, $"/v1/{room}/{{**path}}", NamingRole.Viewer, RefuseAsync) { IsFallback = true })];
    }

    public IReadOnlyList<FacadeRoute> Routes { get; }

    public void Dispose() => _guests.Dispose();

    private static Task RefuseAsync(HttpContext context) => ConsulAnswer.ProblemAsync(
        context, StatusCodes.Status501NotImplemented, Refusal.Invalid,
        $"{context.Request.Method} of this path is not part of what OrleansNaming answers of Consul's API: it keeps services and their checks, no keys, sessions or policies (docs/clients.md)");
}
