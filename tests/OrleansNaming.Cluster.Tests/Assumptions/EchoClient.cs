using Orleans.Runtime.Services;

namespace OrleansNaming.Cluster.Tests.Assumptions;

internal sealed class EchoClient(IServiceProvider services) : GrainServiceClient<IEcho>(services)
{
    public IEcho At(SiloAddress silo) => GetGrainService(silo);
}
