using OrleansNaming.Contracts;

namespace OrleansNaming.Cluster.Tests.Silos;

[On(Engine.Orleans)]
public sealed class SiloTreeTests : TreeContract
{
    private protected override IEngineCluster NewCluster() => new SiloCluster();
}
