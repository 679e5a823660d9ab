using System.Net;
using Microsoft.AspNetCore.Http;
using OrleansNaming.Gateway.Routes;

namespace OrleansNaming.Gateway.Consul;

/// <summary>Finds the guest that a call means: Consul's ids are an agent's own, naming's guests are the cluster's.</summary>
/// <remarks>
/// A client behind one address for all nodes meets another node each time, and after a node died it meets another one for good. So an id is looked for in the whole cluster: what was registered at the
/// answering node comes first, then what alone has that id, then what is at the caller's own address.
/// </remarks>
internal sealed class ConsulGuests(ApiHost host) : IDisposable
{
    private readonly Lazy<ConsulIds> _ids = new(() => new ConsulIds(host.Api.Engine));

    private string Agent => host.Api.Engine.Server.Value;

    public void Dispose()
    {
        if (_ids.IsValueCreated)
        {
            _ids.Value.Dispose();
        }
    }

    /// <summary>The service of that id; null when there is none.</summary>
    public FoundGuest? Service(HttpContext context, string id) => Choose(context, _ids.Value.Services(id), $"service ID \"{id}\"");

    /// <summary>The service that has a check of that id; null when there is none.</summary>
    public FoundGuest? Check(HttpContext context, string id) => Choose(context, _ids.Value.Checks(id), $"check ID \"{id}\"");

    /// <summary>All services that are at a node.</summary>
    public IEnumerable<FoundGuest> At(string agent) => _ids.Value.At(agent).Select(Find).OfType<FoundGuest>();

    /// <summary>All that have that id.</summary>
    public IEnumerable<FoundGuest> Services(string id) => _ids.Value.Services(id).Select(Find).OfType<FoundGuest>();

    /// <summary>Where a caller is, for a service that states no address: over loopback it is on this machine.</summary>
    public string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress is { } address && !IPAddress.IsLoopback(address)
        ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString()
        : host.Api.Naming.AdvertisedHost ?? "127.0.0.1";

    private FoundGuest? Choose(HttpContext context, IReadOnlyList<EntryKey> keys, string what)
    {
        List<FoundGuest> found = [.. keys.Select(Find).OfType<FoundGuest>()];
        if (found.Count <= 1)
        {
            return found.FirstOrDefault();
        }

        var address = AddressOf(context);
        return found.FirstOrDefault(one => one.Known.Agent == Agent)
            ?? (found.Where(one => one.Instance.Endpoints.Any(endpoint => endpoint.Host == address)).ToList() is [var alone] ? alone : null)
            ?? throw ApiQuery.Invalid($"{found.Count} services of other nodes have the {what}: ask the node that it was registered at, or give each copy an ID of its own");
    }

    private FoundGuest? Find(EntryKey key)
    {
        foreach (var instance in host.Api.Engine.Replica.Peek(key.Name))
        {
            if (instance.IsGuest && instance.InstanceId == key.InstanceId && ServiceTranslation.RegistrationOf(instance) is { } known)
            {
                return new FoundGuest(instance, known);
            }
        }

        return null;
    }
}
