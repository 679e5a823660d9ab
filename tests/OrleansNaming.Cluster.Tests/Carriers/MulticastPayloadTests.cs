using OrleansNaming.Contracts;

namespace OrleansNaming.Cluster.Tests.Carriers;

[On(Engine.Orleans)]
public sealed class MulticastPayloadTests : PayloadContract
{
    private protected override IEngineCluster NewCluster() => MulticastAndHttp.NewCluster();
}
