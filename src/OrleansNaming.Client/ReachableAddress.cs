using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace OrleansNaming;

/// <summary>Under which address others reach what listens here (design section 8).</summary>
internal static class ReachableAddress
{
    /// <summary>What is listened on, unless that means "all addresses": then the first of this machine that is not loopback.</summary>
    /// <param name="listenedOn">A host as Kestrel prints it: <c>127.0.0.1</c>, <c>[::]</c>, <c>localhost</c>, <c>*</c>, <c>+</c> …</param>
    public static string For(string listenedOn)
    {
        var host = listenedOn.Trim('[', ']');
        return host is "*" or "+" or "" ? OfThisMachine()
            : !IPAddress.TryParse(host, out var address) ? host
            : address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) ? OfThisMachine()
            : address.ToString();
    }

    /// <summary>The first address that is up, not loopback and not link-local, IPv4 first; loopback when there is none.</summary>
    public static string OfThisMachine()
    {
        var addresses = NetworkInterface.GetAllNetworkInterfaces()
            .Where(network => network.OperationalStatus == OperationalStatus.Up && network.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address)
            .Where(IsUsable)
            .OrderBy(address => address.AddressFamily == AddressFamily.InterNetwork ? 0 : 1);
        return (addresses.FirstOrDefault() ?? IPAddress.Loopback).ToString();
    }

    private static bool IsUsable(IPAddress address) =>
        !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal && !address.IsIPv6Multicast
        && !(address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes() is [169, 254, ..]);
}
