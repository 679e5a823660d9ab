using System.Net;
using OrleansNaming.Node;
using OrleansNaming.Simulation.Machines;
using OrleansNaming.Simulation.Time;

namespace OrleansNaming.Simulation.Networking;

/// <summary>A datagram reaches a host. The bytes are shared by all receivers of one multicast.</summary>
internal sealed class DatagramArrival(ReadOnlyMemory<byte> bytes, IPAddress source, Machine to, PeerAddress? sentTo, Process? sender, TimeSpan? sentWholeAt = null) : Occurrence
{
    public override void Happen(World world)
    {
        // A datagram to an address that moved away meanwhile reaches nobody.
        if (sentTo is { } address && (!address.Host.Equals(to.Host) || address.ProbePort != to.Address.ProbePort))
        {
            return;
        }

        if (to.Running is { } process)
        {
            if (sentWholeAt is { } at && sender is not null && !process.IsPaused)
            {
                process.Heard[sender] = at;
            }

            world.Step(process, new DatagramReceived(bytes, source));
        }
        else if (sentTo is { } target && to.IsUp && sender is not null)
        {
            world.Network.Unreachable(sender, to, target);
        }
    }
}
