using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OrleansNaming.Gateway.Routes;

namespace OrleansNaming.Gateway.Facades;

/// <summary>What façades of one application share over its directory; made at the first question, since the engine is made later than routes are mapped.</summary>
internal sealed class FacadeDirectory
{
    private static readonly ConditionalWeakTable<ApiHost, FacadeDirectory> Directories = [];

    private readonly Lazy<NameWakeups> _wakeups;
    private readonly Lazy<DirectoryListing> _listing;

    private FacadeDirectory(ApiHost host, IServiceProvider services)
    {
        _wakeups = new Lazy<NameWakeups>(() => new NameWakeups(host.Api.Engine));
        _listing = new Lazy<DirectoryListing>(() => new DirectoryListing(host.Api.Engine.Replica, Wakeups));
        services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopped.Register(() =>
        {
            if (_wakeups.IsValueCreated)
            {
                _wakeups.Value.Dispose();
            }
        });
    }

    public NameWakeups Wakeups => _wakeups.Value;

    public DirectoryListing Listing => _listing.Value;

    public static FacadeDirectory Of(ApiHost host, IServiceProvider services) => Directories.GetValue(host, host => new FacadeDirectory(host, services));
}
