using OrleansNaming.Cluster.Tests.Assumptions;
using OrleansNaming.Tracks.Tests.Linearizability;
using OrleansNaming.Tracks.Tests.Stores;

namespace OrleansNaming.Cluster.Tests.WorkTracks;

/// <summary>A grain commits owners as a SQL database does; the servers are on three silos.</summary>
[On(Engine.Orleans)]
public sealed class GrainOwnershipTests(ThreeSilos three) : OwnershipStoreContract, IClassFixture<ThreeSilos>
{
    private protected override Task<IOwners> OpenAsync() => Task.FromResult<IOwners>(new GrainOwners(three));

    [Fact]
    public async Task Histories_of_servers_on_three_silos_are_linearizable()
    {
        var owners = Enumerable.Range(0, 4).Select(i => Stores.Owners(server: i)).ToList();
        for (var seed = 0; seed < Effort.Cases(100); seed++)
        {
            var history = await new ConcurrentWorld(seed, $"t{seed}", owners).RunAsync(40);

            Assert.True(LinearizabilityChecker.IsLinearizable(history), $"history {seed}:\n{string.Join('\n', history.OrderBy(operation => operation.Called))}");
        }
    }
}
