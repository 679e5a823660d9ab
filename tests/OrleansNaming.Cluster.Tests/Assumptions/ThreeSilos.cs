using Orleans.TestingHost;

namespace OrleansNaming.Cluster.Tests.Assumptions;

/// <summary>Three silos for tests that harm none of them.</summary>
public sealed class ThreeSilos : IAsyncLifetime
{
    internal ProbeCluster Cluster { get; } = new();

    internal IReadOnlyList<InProcessSiloHandle> Silos { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        Silos = [await Cluster.StartAsync("a"), await Cluster.StartAsync("b"), await Cluster.StartAsync("c")];
        foreach (var silo in Silos)
        {
            await ProbeCluster.SeesAsync(silo, snapshot => snapshot.Members.Values.Count(member => member.Status == SiloStatus.Active) == 3);
        }
    }

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();
}
