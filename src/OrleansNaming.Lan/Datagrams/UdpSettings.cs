using System.Net;

namespace OrleansNaming.Lan.Datagrams;

/// <summary>What the UDP transport is told.</summary>
/// <param name="Address">The local address: unicast leaves from it and comes to it.</param>
/// <param name="Interface">The local address whose interface carries the group; usually the same.</param>
/// <param name="ProbePort">The port for unicast; 0 for any free one.</param>
/// <param name="Group">The multicast group and its port; null where multicast is not used.</param>
internal sealed record UdpSettings(IPAddress Address, IPAddress Interface, int ProbePort, IPEndPoint? Group)
{
    /// <summary>Room for some 2,000 notices that arrive together; the kernel may grant less (net.core.rmem_max).</summary>
    public const int ReceiveBufferBytes = 4 << 20;
}
