using Microsoft.Extensions.Options;
using OrleansNaming.Gateway.Hosting;

namespace OrleansNaming.Lan.Storage;

/// <summary>The folder of this server, for what stands beside its journal.</summary>
internal sealed class LanFolder(IOptions<LanOptions> options, IOptions<NamingOptions> naming) : INodeFolder
{
    public string Path => DataFolder.OfServer(DataFolder.Root(options.Value.DataDirectory), naming.Value.Cluster, new ServerId(naming.Value.Server));
}
