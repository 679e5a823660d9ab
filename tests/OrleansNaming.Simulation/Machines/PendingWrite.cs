using OrleansNaming.Node;

namespace OrleansNaming.Simulation.Machines;

/// <summary>A write that the disk has taken and not yet made durable.</summary>
internal sealed record PendingWrite(Process By, Persist What);
