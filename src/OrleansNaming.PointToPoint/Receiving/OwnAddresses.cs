using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace OrleansNaming.PointToPoint.Receiving;

/// <summary>
/// Whether a host that this server advertises for itself is the address that a connection came to. A host name is looked up once: it is this
/// machine's own. One that cannot be looked up counts as every address, so that a dedicated endpoint stays closed to outsiders, and is looked up
/// again a second later: resolvers fail for a while, most of all while a machine starts.
/// </summary>
/// <param name="lookUp">Looks a host name up; empty when nothing is known of it.</param>
/// <param name="time">The clock of the second look.</param>
internal sealed class OwnAddresses(Func<string, IPAddress[]> lookUp, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Bounded by the endpoints that this process states.
    private readonly ConcurrentDictionary<string, Found> _known = new(StringComparer.OrdinalIgnoreCase);

    public OwnAddresses(TimeProvider time)
        : this(LookUp, time)
    {
    }

    public bool Contains(string host, IPAddress? address) =>
        IPAddress.TryParse(host.Trim('[', ']'), out _) ? Hosts.AreSame(host, address)
        : AddressesOf(host) is var found && (found.Length == 0 || found.Any(own => Hosts.AreSame(own.ToString(), address)));

    private IPAddress[] AddressesOf(string host)
    {
        var known = _known.GetOrAdd(host, host => new Found(lookUp(host), time.GetTimestamp()));
        // One caller looks again, and the others do not wait for a resolver that may take long to fail.
        if (known.Addresses.Length == 0 && time.GetElapsedTime(known.At) >= Pause && _known.TryUpdate(host, known with { At = time.GetTimestamp() }, known))
        {
            _known[host] = known = new Found(lookUp(host), time.GetTimestamp());
        }

        return known.Addresses;
    }

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

    private sealed record Found(IPAddress[] Addresses, long At);
}
