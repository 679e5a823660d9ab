using OrleansNaming.Contracts;

namespace OrleansNaming.Engines.Tests.Simulated;

[On(Engine.Simulated)]
public sealed class SimulatedTreeTests : TreeContract
{
    private protected override IEngineCluster NewCluster() => new SimulatedCluster();
}
