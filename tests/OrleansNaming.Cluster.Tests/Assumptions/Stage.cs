using System.Collections.Concurrent;

namespace OrleansNaming.Cluster.Tests.Assumptions;

/// <summary>Where silos, grains and a test of one process meet.</summary>
internal sealed class Stage
{
    private readonly ConcurrentDictionary<string, int> _made = new();

    /// <summary>A held call has begun.</summary>
    public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets a held call go on.</summary>
    public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A held call has ended.</summary>
    public TaskCompletionSource Left { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What a silo's own view, and the first silo's, had of a silo just before and just after it became active.</summary>
    public ConcurrentDictionary<(string Silo, string When), (SiloStatus Own, SiloStatus OfOthers)> Views { get; } = new();

    public int Made(string silo) => _made.AddOrUpdate(silo, 1, (_, made) => made + 1);
}
