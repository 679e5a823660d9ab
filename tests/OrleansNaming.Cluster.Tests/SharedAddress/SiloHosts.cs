using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using OrleansNaming.Lan;
using OrleansNaming.PointToPoint.Tests.Hosts;
using OrleansNaming.Silo;

namespace OrleansNaming.Cluster.Tests.SharedAddress;

/// <summary>Makes the hosts of one test silos of one cluster; the first keeps the membership.</summary>
internal sealed class SiloHosts
{
    private IPEndPoint? _primary;

    public INamingBuilder Join(Shared shared, WebApplicationBuilder builder, string name)
    {
        INamingBuilder? naming = null;
        var own = new IPEndPoint(IPAddress.Loopback, Ports.Tcp());
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(own.Port, Ports.Tcp(), _primary ??= own, Shared.Cluster, Shared.Cluster);
            silo.AddMemoryGrainStorage(NamingStorage.ProviderName);
            silo.Configure<SiloOptions>(options => options.SiloName = name);
            silo.Configure<NamingSiloOptions>(options => options.Interval = TimeSpan.FromMilliseconds(300));
            silo.Configure<LanOptions>(lan => lan.KeysFile = shared.KeysFile);
            naming = silo.UseNaming(options => options.Cluster = Shared.Cluster);
        });
        return naming!;
    }
}
