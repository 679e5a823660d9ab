using OrleansNaming.Contracts;

namespace OrleansNaming.Cluster.Tests.Carriers;

[On(Engine.Orleans)]
public sealed class MulticastAudienceTests : AudienceContract
{
    private protected override IEngineCluster NewCluster() => MulticastAndHttp.NewCluster();
}
