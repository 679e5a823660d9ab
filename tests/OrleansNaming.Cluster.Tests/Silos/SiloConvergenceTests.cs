using OrleansNaming.Contracts;

namespace OrleansNaming.Cluster.Tests.Silos;

[On(Engine.Orleans)]
public sealed class SiloConvergenceTests : ConvergenceContract
{
    private protected override IEngineCluster NewCluster() => new SiloCluster();
}
