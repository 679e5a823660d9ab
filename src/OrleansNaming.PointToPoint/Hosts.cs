using System.Net;

namespace OrleansNaming.PointToPoint;

/// <summary>Compares a host as it is advertised with an address as a socket has it.</summary>
internal static class Hosts
{
    /// <summary>False for a host name: names are not asked for while a request waits.</summary>
    public static bool AreSame(string host, IPAddress? address) =>
        address is not null && IPAddress.TryParse(host.Trim('[', ']'), out var advertised) && Plain(advertised).Equals(Plain(address));

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
