using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Networking;

/// <summary>A datagram that an attacker on the network kept.</summary>
internal readonly record struct Recording(ReadOnlyMemory<byte> Bytes, Process Sender, TimeSpan At);
