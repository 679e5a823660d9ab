using OrleansNaming.Contracts;

namespace OrleansNaming.Cluster.Tests.Silos;

[On(Engine.Orleans)]
public sealed class SiloHealthTests : HealthContract
{
    private protected override IEngineCluster NewCluster() => new SiloCluster();
}
