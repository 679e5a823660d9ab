using OrleansNaming.Contracts;

namespace OrleansNaming.Engines.Tests.Lan;

/// <summary>The same where multicast is blocked.</summary>
[On(Engine.Lan)]
public sealed class LanUnicastJoiningTests : JoiningContract
{
    private protected override IEngineCluster NewCluster() => new LanCluster(unicast: true);
}
