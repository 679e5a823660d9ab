using OrleansNaming.Cluster.Tests.Silos;
using OrleansNaming.Lan;
using OrleansNaming.Silo;

namespace OrleansNaming.Cluster.Tests.Carriers;

/// <summary>Silos whose notices go by UDP multicast and whose pulls go by HTTP (rows B6, B12); the grains only keep their lists.</summary>
internal static class MulticastAndHttp
{
    public static SiloCluster NewCluster()
    {
        var port = Ports.Udp();
        return new SiloCluster((name, silo) =>
        {
            silo.Configure<NamingSiloOptions>(options => (options.Notices, options.Pulls) = (NoticeCarrier.Multicast, PullCarrier.Http));
            silo.Configure<LanOptions>(options => (options.AdvertisedAddress, options.MulticastPort, options.PullPort) = ("127.0.0.1", port, 0));
        });
    }
}
