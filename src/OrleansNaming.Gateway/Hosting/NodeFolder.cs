using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OrleansNaming.Gateway.Hosting;

/// <summary>Where the API keeps what must survive a restart and has no database: the configured folder, else the engine's own, else the user's data folder by cluster and server.</summary>
internal static class NodeFolder
{
    public static string Of(IServiceProvider services, NamingApiOptions options)
    {
        var naming = services.GetRequiredService<IOptions<NamingOptions>>().Value;
        return options.DataDirectory ?? services.GetService<INodeFolder>()?.Path ?? Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "orleans-naming", naming.Cluster, naming.Server);
    }
}
