using System.Net;

namespace OrleansNaming.Silo;

/// <summary>An active silo, as this one's view of the membership has it.</summary>
/// <param name="Name">The silo's name, folded into its server's.</param>
/// <param name="Address">Where it is, and which start of it.</param>
internal sealed record SiloMember(string Name, SiloAddress Address)
{
    public IPEndPoint EndPoint => Address.Endpoint;

    /// <summary>As the protocol addresses it: one port for everything.</summary>
    public PeerAddress Peer => new(EndPoint.Address, EndPoint.Port, EndPoint.Port);
}
