namespace OrleansNaming.Benchmarks.Measuring;

/// <summary>One of those that do the same work in turns.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Operations">How many operations one run does.</param>
/// <param name="Run">Does them. What it returns is kept, so that nothing is optimised away.</param>
/// <param name="Prepare">What a run needs beforehand, not counted.</param>
internal sealed record Contender(string Name, int Operations, Func<long> Run, Action? Prepare = null);
