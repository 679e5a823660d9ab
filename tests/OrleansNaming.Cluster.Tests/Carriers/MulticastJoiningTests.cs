using OrleansNaming.Contracts;

namespace OrleansNaming.Cluster.Tests.Carriers;

[On(Engine.Orleans)]
public sealed class MulticastJoiningTests : JoiningContract
{
    private protected override IEngineCluster NewCluster() => MulticastAndHttp.NewCluster();
}
