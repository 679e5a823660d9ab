using System.Net;

namespace OrleansNaming;

/// <summary>Where a node is reached: datagrams and pulls, on one host.</summary>
/// <param name="Host">The host's address; from the datagram's source, never from its text (rule 15).</param>
/// <param name="ProbePort">The UDP port for unicast datagrams.</param>
/// <param name="PullPort">The HTTP port for pulls.</param>
internal readonly record struct PeerAddress(IPAddress Host, int ProbePort, int PullPort)
{
    public override string ToString() => $"{Host} udp {ProbePort} http {PullPort}";
}
