using OrleansNaming.Contracts;

namespace OrleansNaming.Cluster.Tests.Silos;

[On(Engine.Orleans)]
public sealed class SiloAudienceTests : AudienceContract
{
    private protected override IEngineCluster NewCluster() => new SiloCluster();
}
