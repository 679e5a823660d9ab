using Microsoft.AspNetCore.Http;
using OrleansNaming.Gateway.Facades;
using OrleansNaming.Gateway.Routes;
using OrleansNaming.Resolution;

namespace OrleansNaming.Gateway.Consul;

/// <summary>The directory as Consul's clients ask for it.</summary>
internal sealed class ConsulDirectory(ApiHost host, FacadeDirectory shared)
{
    /// <summary>The name in naming: Consul compares without case, naming exactly.</summary>
    public static string NameOf(string service) => service.ToLowerInvariant();

    /// <summary>The services of a name that a question asks for, in order; as the asker may dial them.</summary>
    public List<ShownService> Find(string service, ConsulQuery query, Asker asker) =>
        [.. Of(host.Api.Engine.Replica.Resolve(NameOf(service)), asker).Where(shown => IsAsked(shown, query))];

    /// <summary>All services, by name.</summary>
    public IEnumerable<ShownService> All(Asker asker) => shared.Listing.Current.SelectMany(named => Of(named.Instances, asker));

    /// <summary>All nodes: the servers that serve, and the hosts that guests are at.</summary>
    public IEnumerable<ShownNode> Nodes(Asker asker)
    {
        var nodes = new SortedDictionary<string, ShownNode>(StringComparer.Ordinal);
        foreach (var service in All(asker))
        {
            if (!nodes.TryGetValue(service.Node, out var known) || (known.Address.Length == 0 && service.NodeAddress.Length > 0))
            {
                nodes[service.Node] = new ShownNode(service.Node, service.NodeId, service.NodeAddress, service.Zone);
            }
        }

        foreach (var owner in host.Api.Engine.Replica.Owners)
        {
            if (owner.IsShown && owner.Advertisement is not null)
            {
                nodes.TryAdd(owner.Server.Value, new ShownNode(owner.Server.Value, StableId.Guid(owner.Server.Value), "", null));
            }
        }

        return nodes.Values;
    }

    /// <summary>Every service's tags, by the service's name.</summary>
    public SortedDictionary<string, SortedSet<string>> Tags(ConsulQuery query, Asker asker)
    {
        var tags = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var named in shared.Listing.Current)
        {
            var services = Of(named.Instances, asker).Where(service => HasMeta(service, query)).ToList();
            if (services.Count > 0)
            {
                // As its client wrote it, where all that is bound here was written so.
                var written = services[0].Name;
                var name = services.TrueForAll(service => service.Name == written) && NameOf(written) == named.Name ? written : named.Name;
                tags[name] = new SortedSet<string>(services.SelectMany(service => service.Tags), StringComparer.Ordinal);
            }
        }

        return tags;
    }

    public Asker AskerOf(HttpContext context) => host.Api.Callers.AskerOf(context);

    private static List<ShownService> Of(InstanceSet set, Asker asker) => ServiceTranslation.Of(ResolutionPipeline.Scope(set, asker));

    private static bool IsAsked(ShownService shown, ConsulQuery query) =>
        query.Tags.All(tag => shown.Tags.Contains(tag, StringComparer.OrdinalIgnoreCase))
        && HasMeta(shown, query)
        && (!query.IsPassing || shown.Status == ConsulState.Passing);

    private static bool HasMeta(ShownService shown, ConsulQuery query) =>
        query.NodeMeta.All(asked => asked.Key == "zone" && shown.Zone == asked.Value);
}
