using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace OrleansNaming.Lan.Datagrams;

/// <summary>Opens the two sockets of a node, each with its options in the order that the systems want.</summary>
internal static class UdpSockets
{
    /// <summary>The socket that everything is sent from, so that a datagram's source is where its sender hears.</summary>
    /// <exception cref="NamingException">The port is taken, or the address is not this machine's.</exception>
    public static Socket OpenUnicast(UdpSettings settings)
    {
        var socket = Open(settings.Address.AddressFamily);
        try
        {
            Bind(socket, new IPEndPoint(settings.Address, settings.ProbePort), "ProbePort");
            if (settings.Group is { } group)
            {
                SendBy(socket, group.AddressFamily, settings.Interface);
            }

            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The socket that hears the group. Several nodes of one machine share its port.</summary>
    /// <exception cref="NamingException">The group can't be joined on that interface.</exception>
    public static Socket OpenGroup(UdpSettings settings, IPEndPoint group)
    {
        var socket = Open(group.AddressFamily);
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);

            // Bound to the group, other traffic to this port is not heard; Windows can bind only a local address.
            var any = group.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any;
            Bind(socket, new IPEndPoint(OperatingSystem.IsWindows() ? any : group.Address, group.Port), "MulticastPort");
            Join(socket, group.Address, settings.Interface);
            return socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new NamingException(
                Refusal.Unreachable,
                $"cannot join {group.Address} on the interface of {settings.Interface}: {e.Message}. Set MulticastInterface, or use Peers where multicast is blocked");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static Socket Open(AddressFamily family) =>
        new(family, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = UdpSettings.ReceiveBufferBytes };

    private static void Bind(Socket socket, IPEndPoint local, string property)
    {
        try
        {
            socket.Bind(local);
        }
        catch (SocketException e)
        {
            throw new NamingException(Refusal.Unreachable, $"cannot listen on UDP {local}: {e.Message}. Set {property} to a free port of this machine, or AdvertisedAddress");
        }
    }

    private static void SendBy(Socket socket, AddressFamily family, IPAddress local)
    {
        // Time to live 1: notices stay on this network segment. Looped back, since other nodes of this machine share the group.
        if (family == AddressFamily.InterNetwork)
        {
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, local.GetAddressBytes());
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastTimeToLive, 1);
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastLoopback, true);
            return;
        }

        socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.MulticastInterface, InterfaceIndex(local));
        socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.MulticastTimeToLive, 1);
        socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.MulticastLoopback, true);
    }

    private static void Join(Socket socket, IPAddress group, IPAddress local)
    {
        if (group.AddressFamily == AddressFamily.InterNetwork)
        {
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(group, local));
            return;
        }

        socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.AddMembership, new IPv6MulticastOption(group, InterfaceIndex(local)));
    }

    private static int InterfaceIndex(IPAddress local)
    {
        foreach (var card in NetworkInterface.GetAllNetworkInterfaces())
        {
            var properties = card.GetIPProperties();
            if (properties.UnicastAddresses.Any(address => address.Address.Equals(local)))
            {
                return properties.GetIPv6Properties().Index;
            }
        }

        throw new NamingException(Refusal.Invalid, $"{local} is no address of this machine: set MulticastInterface to one that is");
    }
}
