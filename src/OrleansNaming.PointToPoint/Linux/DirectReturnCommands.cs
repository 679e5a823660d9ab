using System.Net;
using System.Net.Sockets;

namespace OrleansNaming.PointToPoint.Linux;

/// <summary>
/// Commands for a replica behind direct server return (DSR): the shared address stands on <c>lo</c>, and no ARP is answered or sent with it. A
/// replica that dials it then reaches itself: peers dial dedicated addresses.
/// </summary>
public static class DirectReturnCommands
{
    /// <summary>The commands, one a line, for a shell of root.</summary>
    /// <param name="shared">The shared addresses; at least one.</param>
    public static string Render(IReadOnlyList<IPAddress> shared)
    {
        ArgumentNullException.ThrowIfNull(shared);
        ArgumentOutOfRangeException.ThrowIfZero(shared.Count, nameof(shared));
        return string.Concat(Lines(shared).Select(line => line + "\n"));
    }

    private static IEnumerable<string> Lines(IReadOnlyList<IPAddress> shared)
    {
        if (shared.Any(address => address.AddressFamily == AddressFamily.InterNetwork))
        {
            yield return "# Answer ARP only for addresses of the interface that is asked, and ask with those alone (ip-sysctl: arp_ignore, arp_announce).";
            yield return "sysctl -w net.ipv4.conf.all.arp_ignore=1";
            yield return "sysctl -w net.ipv4.conf.all.arp_announce=2";
        }

        foreach (var address in shared)
        {
            yield return address.AddressFamily == AddressFamily.InterNetworkV6
                ? $"ip -6 address replace {address}/128 dev lo preferred_lft 0" // Not chosen as a source, and no neighbour discovery on lo.
                : $"ip address replace {address}/32 dev lo";
        }
    }
}
