using Microsoft.Extensions.DependencyInjection;
using OrleansNaming.Cluster.Tests.Assumptions;
using OrleansNaming.Tracks.Grains;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Tests.Stores;

namespace OrleansNaming.Cluster.Tests.WorkTracks;

/// <summary>Owners in grains of silos that other tests use too; each test has groups of its own.</summary>
internal sealed class GrainOwners(ThreeSilos three) : IOwners
{
    private readonly string _test = Guid.NewGuid().ToString("n");

    public IOwnershipStore Owners(string group = "g", int server = 0) =>
        new GrainOwnershipStore(three.Silos[server % three.Silos.Count].ServiceProvider.GetRequiredService<IGrainFactory>(), $"{group}-{_test}");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
