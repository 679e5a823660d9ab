using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace OrleansNaming.PointToPoint.Receiving;

/// <summary>
/// Whether a host that this server advertises for itself is the address that a connection came to. A host name is looked up once: it is this
/// machine's own. One that cannot be looked up counts as every address, so that a dedicated endpoint stays closed to outsiders.
/// </summary>
internal sealed class OwnAddresses
{
    // Bounded by the endpoints that this process states.
    private readonly ConcurrentDictionary<string, IPAddress[]> _known = new(StringComparer.OrdinalIgnoreCase);

    public bool Contains(string host, IPAddress? address) =>
        IPAddress.TryParse(host.Trim('[', ']'), out _) ? Hosts.AreSame(host, address)
        : _known.GetOrAdd(host, LookUp) is var found && (found.Length == 0 || found.Any(own => Hosts.AreSame(own.ToString(), address)));

    private static IPAddress[] LookUp(string host)
    {
        try
        {
            return Dns.GetHostAddresses(host);
        }
        catch (SocketException)
        {
            return [];
        }
    }
}
