using OrleansNaming.Contracts;

namespace OrleansNaming.Engines.Tests.Simulated;

[On(Engine.Simulated)]
public sealed class SimulatedHealthTests : HealthContract
{
    private protected override IEngineCluster NewCluster() => new SimulatedCluster();
}
