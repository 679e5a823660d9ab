using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Reporting;

/// <summary>One thing that happened, kept as it was; it becomes text only when someone reads it.</summary>
/// <param name="At">When, on the world's clock.</param>
/// <param name="Process">Whom it happened to; null for the world itself.</param>
/// <param name="What">An input, an output or a text.</param>
internal readonly record struct TraceLine(TimeSpan At, Process? Process, object What);
