using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansNaming.Gateway.Facades;
using OrleansNaming.Gateway.Routes;

namespace OrleansNaming.Gateway.Consul;

/// <summary>Catalog, health and status: what Prometheus, Traefik and every discovery client ask.</summary>
internal sealed class ConsulReads(ConsulDirectory directory, BlockingQuery blocking, NamingConsulOptions options)
{
    public IEnumerable<FacadeRoute> Routes =>
    [
        FacadeRoute.Get("/v1/catalog/services", ServicesAsync),
        FacadeRoute.Get("/v1/catalog/nodes", NodesAsync),
        FacadeRoute.Get("/v1/catalog/datacenters", DatacentersAsync),
        FacadeRoute.Get("/v1/catalog/service/{**service}", CatalogServiceAsync),
        FacadeRoute.Get("/v1/catalog/node/{node}", CatalogNodeAsync),
        FacadeRoute.Get("/v1/health/service/{**service}", HealthServiceAsync),
        FacadeRoute.Get("/v1/health/checks/{**service}", HealthChecksAsync),
        FacadeRoute.Get("/v1/health/state/{state}", HealthStateAsync),
        FacadeRoute.Get("/v1/health/node/{node}", HealthNodeAsync),
        FacadeRoute.Get("/v1/status/leader", LeaderAsync),
        FacadeRoute.Get("/v1/status/peers", PeersAsync),
    ];

    /// <summary>What stands at the end of the path: the framework leaves %2F as it is.</summary>
    public static string Segment(HttpContext context, string value) => (context.GetRouteValue(value) as string ?? "").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    private Task ServicesAsync(HttpContext context)
    {
        var (query, asker) = Read(context);
        return blocking.AnswerAsync(context, query, "", () => ConsulWriter.Make(json =>
        {
            json.WriteStartObject();
            foreach (var (name, tags) in directory.Tags(query, asker))
            {
                json.WriteStartArray(name);
                foreach (var tag in tags)
                {
                    json.WriteStringValue(tag);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }));
    }

    private Task NodesAsync(HttpContext context)
    {
        var (query, asker) = Read(context);
        return blocking.AnswerAsync(context, query, "", () => ConsulWriter.MakeList(
            directory.Nodes(asker).Where(node => query.NodeMeta.All(node.Meta.Contains)), (json, node) => ConsulWriter.Node(json, node, options.Datacenter)));
    }

    private Task DatacentersAsync(HttpContext context) =>
        ConsulAnswer.BodyAsync(context, ConsulWriter.MakeList([options.Datacenter], static (json, datacenter) => json.WriteStringValue(datacenter)));

    private Task CatalogServiceAsync(HttpContext context) =>
        FindAsync(context, services => ConsulWriter.MakeList(services, (json, service) => ConsulWriter.CatalogEntry(json, service, options.Datacenter)));

    private Task HealthServiceAsync(HttpContext context) =>
        FindAsync(context, services => ConsulWriter.MakeList(services, (json, service) => ConsulWriter.Entry(json, service, options.Datacenter)));

    private Task HealthChecksAsync(HttpContext context) => FindAsync(context, services => ConsulWriter.MakeList(
        services.SelectMany(service => service.Checks.Where(check => !check.IsOfNode), (service, check) => (service, check)), static (json, pair) => ConsulWriter.Check(json, pair.check, pair.service)));

    private Task CatalogNodeAsync(HttpContext context)
    {
        var (query, asker) = Read(context);
        var name = Segment(context, "node");
        return blocking.AnswerAsync(context, query, "", () => ConsulWriter.Make(json =>
        {
            if (directory.Nodes(asker).FirstOrDefault(node => node.Name == name) is not { } node)
            {
                json.WriteNullValue();
                return;
            }

            json.WriteStartObject();
            json.WritePropertyName("Node");
            ConsulWriter.Node(json, node, options.Datacenter);
            json.WriteStartObject("Services");
            foreach (var service in directory.All(asker).Where(service => service.Node == name).DistinctBy(service => service.Id))
            {
                json.WritePropertyName(service.Id);
                ConsulWriter.Service(json, service);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }));
    }

    private Task HealthStateAsync(HttpContext context)
    {
        var state = Segment(context, "state");
        return state is "any" or ConsulState.Passing or ConsulState.Warning or ConsulState.Critical
            ? ChecksAsync(context, (_, check) => state == "any" || check.Status == state)
            : throw ApiQuery.Invalid("Invalid state: it is any, passing, warning or critical");
    }

    private Task HealthNodeAsync(HttpContext context)
    {
        var name = Segment(context, "node");
        return ChecksAsync(context, (service, _) => service.Node == name);
    }

    /// <summary>Checks of all services, and each node's once.</summary>
    private Task ChecksAsync(HttpContext context, Func<ShownService, ShownCheck, bool> isAsked)
    {
        var (query, asker) = Read(context);
        return blocking.AnswerAsync(context, query, "", () =>
        {
            var told = new HashSet<(string Node, string Check)>();
            return ConsulWriter.MakeList(
                directory.All(asker)
                    .SelectMany(service => service.Checks, (service, check) => (service, check))
                    .Where(pair => isAsked(pair.service, pair.check) && (!pair.check.IsOfNode || told.Add((pair.service.Node, pair.check.Id)))),
                static (json, pair) => ConsulWriter.Check(json, pair.check, pair.service));
        });
    }

    /// <summary>There is no leader: whoever was asked can answer.</summary>
    private static Task LeaderAsync(HttpContext context) => ConsulAnswer.BodyAsync(context, ConsulWriter.Make(json => json.WriteStringValue(Here(context))));

    private static Task PeersAsync(HttpContext context) =>
        ConsulAnswer.BodyAsync(context, ConsulWriter.MakeList([Here(context)], static (json, peer) => json.WriteStringValue(peer)));

    private static string Here(HttpContext context) => $"{context.Connection.LocalIpAddress?.ToString() ?? "127.0.0.1"}:{context.Connection.LocalPort}";

    private Task FindAsync(HttpContext context, Func<List<ShownService>, byte[]> write)
    {
        var (query, asker) = Read(context);
        var service = Segment(context, "service");
        return service.Length == 0
            ? throw ApiQuery.Invalid("Missing service name")
            : blocking.AnswerAsync(context, query, ConsulDirectory.NameOf(service), () => write(directory.Find(service, query, asker)));
    }

    private (ConsulQuery Query, Asker Asker) Read(HttpContext context) => (ConsulQuery.Read(context, options.Datacenter), directory.AskerOf(context));
}
