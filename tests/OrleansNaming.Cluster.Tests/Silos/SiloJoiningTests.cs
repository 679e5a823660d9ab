using OrleansNaming.Contracts;

namespace OrleansNaming.Cluster.Tests.Silos;

[On(Engine.Orleans)]
public sealed class SiloJoiningTests : JoiningContract
{
    private protected override IEngineCluster NewCluster() => new SiloCluster();
}
