using OrleansNaming.Contracts;

namespace OrleansNaming.Engines.Tests.Simulated;

[On(Engine.Simulated)]
public sealed class SimulatedAudienceTests : AudienceContract
{
    private protected override IEngineCluster NewCluster() => new SimulatedCluster();
}
