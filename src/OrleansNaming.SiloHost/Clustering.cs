using System.Net;
using Orleans.Configuration;

namespace OrleansNaming.SiloHost;

/// <summary>Sets up where silos meet and where grain storage "naming" is, as the options say.</summary>
internal static class Clustering
{
    private const string Npgsql = "Npgsql";

    public static void Use(ISiloBuilder silo, SiloHostOptions options, string cluster)
    {
        silo.Configure<ClusterOptions>(clustering => (clustering.ClusterId, clustering.ServiceId) = (cluster, cluster));
        switch (options.Storage)
        {
            case HostStorage.PostgreSql:
                ListenWide(silo, options);
                silo.UseAdoNetClustering(ado => (ado.Invariant, ado.ConnectionString) = (Npgsql, options.ConnectionString!));
                silo.AddAdoNetGrainStorage(NamingStorage.ProviderName, ado => (ado.Invariant, ado.ConnectionString) = (Npgsql, options.ConnectionString!));
                break;
            case HostStorage.Azure:
                ListenWide(silo, options);
                UseAzure(silo, options.ConnectionString!);
                break;
            default:
                var primary = options.PrimaryPort is { } port ? new IPEndPoint(IPAddress.Loopback, port) : null;
                silo.UseLocalhostClustering(options.SiloPort, options.GatewayPort, primary, cluster, cluster);
                silo.AddMemoryGrainStorage(NamingStorage.ProviderName);
                break;
        }
    }

    private static void ListenWide(ISiloBuilder silo, SiloHostOptions options) => silo.Configure<EndpointOptions>(endpoint =>
    {
        (endpoint.SiloPort, endpoint.GatewayPort) = (options.SiloPort, options.GatewayPort);
        endpoint.AdvertisedIPAddress = options.Address is { } address ? IPAddress.Parse(address) : endpoint.AdvertisedIPAddress;
    });

#if AZURE
    private static void UseAzure(ISiloBuilder silo, string connectionString) => silo.UseNamingAzureStorage(connectionString);
#else
    private static void UseAzure(ISiloBuilder silo, string connectionString) => throw new InvalidOperationException(
        "Naming:Host:Storage is Azure, and this build has no Azure storage, because its packages are not in the package feed: build it where Microsoft.Orleans.Persistence.AzureStorage restores, or use PostgreSql");
#endif
}
