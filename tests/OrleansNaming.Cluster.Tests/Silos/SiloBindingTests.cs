using OrleansNaming.Contracts;

namespace OrleansNaming.Cluster.Tests.Silos;

[On(Engine.Orleans)]
public sealed class SiloBindingTests : BindingContract
{
    private protected override IEngineCluster NewCluster() => new SiloCluster();
}
