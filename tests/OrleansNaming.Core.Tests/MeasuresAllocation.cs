namespace OrleansNaming.Core.Tests;

/// <summary>
/// Tests that count a thread's allocated bytes run alone: another thread's collection closes this one's allocation context in the middle,
/// and what was left of it is counted as allocated.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuresAllocation
{
    public const string Name = "measures allocation";
}
