using OrleansNaming.Contracts;

namespace OrleansNaming.Cluster.Tests.Carriers;

/// <summary>With the answer sent by HTTP, as in the figure.</summary>
[On(Engine.Orleans)]
public sealed class SiloTraceTests : RepairTrace
{
    private protected override IEngineCluster NewCluster() => MulticastAndHttp.NewCluster();
}
