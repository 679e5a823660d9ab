using OrleansNaming.Node;
using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Networking;

/// <summary>What carries out what a node wants: an engine's semantics.</summary>
internal interface IPorts
{
    void Multicast(Process from, ReadOnlyMemory<byte> bytes);

    void Unicast(Process from, PeerAddress to, ReadOnlyMemory<byte> bytes);

    void Call(Process from, Call call);

    /// <summary>The server's answer goes back.</summary>
    void Answer(Process from, CallInFlight pending, ReadOnlyMemory<byte> bytes);

    /// <summary>The serving process died.</summary>
    void Break(CallInFlight pending, Process dead);

    void Write(Process by, Persist what);
}
