using System.Net;
using OrleansNaming.Node;

namespace OrleansNaming.Gateway.Dns;

/// <summary>Where each server is reached, and which servers are at an address: a snapshot.</summary>
internal sealed class NodeAddresses
{
    private readonly Dictionary<string, HostAddress> _byServer = new(StringComparer.Ordinal);
    private readonly Dictionary<HostAddress, List<string>> _byAddress = [];

    /// <param name="self">Where the answering server is reached.</param>
    /// <param name="nodes">All servers, that one included.</param>
    public NodeAddresses(HostAddress self, IEnumerable<(string Server, HostAddress Address)> nodes)
    {
        Self = self;
        foreach (var (server, address) in nodes.Where(node => !node.Address.IsNone).OrderBy(node => node.Server, StringComparer.Ordinal))
        {
            if (_byServer.TryAdd(server, address))
            {
                (_byAddress.TryGetValue(address, out var there) ? there : _byAddress[address] = []).Add(server);
            }
        }
    }

    /// <summary>Where the answering server is reached; none when that is not known.</summary>
    public HostAddress Self { get; }

    /// <summary>As a node sees the servers: those that serve, at the address that each is pinned to.</summary>
    /// <param name="status">What the node sees.</param>
    /// <param name="own">Where it is reached itself; it pins no address for itself.</param>
    public static NodeAddresses Of(NodeStatus status, HostAddress own) => new(own, status.Owners
        .Where(owner => owner.State is OwnerState.Alive or OwnerState.Suspect || owner.Server == status.Server)
        .Select(owner => (owner.Server.Value, owner.Server == status.Server ? own : Parse(owner.Address))));

    /// <summary>A server's address; none for one that is not known or has none.</summary>
    public HostAddress Find(string server) => _byServer.GetValueOrDefault(server);

    /// <summary>The servers at an address, in order.</summary>
    public IReadOnlyList<string> At(HostAddress address) => _byAddress.TryGetValue(address, out var there) ? there : [];

    /// <summary>The address stands first in a node's text for it (<see cref="PeerAddress"/>).</summary>
    private static HostAddress Parse(string text) => IPAddress.TryParse(text.Split(' ')[0], out var address) ? HostAddress.Of(address) : default;
}
