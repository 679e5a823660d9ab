using OrleansNaming.PointToPoint.Tests.Hosts;

namespace OrleansNaming.Cluster.Tests.SharedAddress;

/// <summary>Silos with web servers of their own, behind one address.</summary>
[On(Engine.Orleans)]
public sealed class SharedAddressOnSilosTests : SharedAddressContract
{
    private protected override Task<SharedHosts> StartAsync(Shared shared, int count = 3)
    {
        shared.Join = new SiloHosts().Join;
        return base.StartAsync(shared, count);
    }
}
