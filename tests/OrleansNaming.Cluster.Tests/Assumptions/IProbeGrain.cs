using Orleans.Concurrency;

namespace OrleansNaming.Cluster.Tests.Assumptions;

/// <summary>A grain with stored state, as <c>IServerAdvertisementGrain</c> is one.</summary>
[Alias("OrleansNaming.Tests.IProbeGrain")]
internal interface IProbeGrain : IGrainWithStringKey
{
    /// <summary>Writes, and says which activation did.</summary>
    [Alias("Set")]
    ValueTask<string> SetAsync(int value);

    /// <summary>What was stored when the last write returned.</summary>
    [AlwaysInterleave]
    [Alias("Committed")]
    ValueTask<int> CommittedAsync();

    [Alias("Activation")]
    ValueTask<string> ActivationAsync();

    /// <summary>What was stored when this activation began.</summary>
    [Alias("Loaded")]
    ValueTask<int> LoadedAsync();

    [Alias("End")]
    ValueTask EndAsync();
}
