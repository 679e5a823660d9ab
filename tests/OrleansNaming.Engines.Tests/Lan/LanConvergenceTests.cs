using OrleansNaming.Contracts;

namespace OrleansNaming.Engines.Tests.Lan;

[On(Engine.Lan)]
public sealed class LanConvergenceTests : ConvergenceContract
{
    private protected override IEngineCluster NewCluster() => new LanCluster();
}
