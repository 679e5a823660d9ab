using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OrleansNaming;
using OrleansNaming.InProcess;
using OrleansNaming.Node;
using OrleansNaming.PointToPoint;
using OrleansNaming.PointToPoint.Membership;
using OrleansNaming.PointToPoint.Neighbours;
using OrleansNaming.PointToPoint.Sending;
using OrleansNaming.Wire;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds calls between replicas that share one address.</summary>
public static class PointToPointBuilderExtensions
{
    /// <summary>
    /// Adds the substitution table, the recognition of peers and what an HttpClient needs to reach one. This process must be a node. Offer a
    /// service with <c>AddClusterEndpoint</c>, call <c>app.UsePointToPoint()</c> first of all middleware, and <c>AddPointToPoint()</c> on the HttpClient.
    /// </summary>
    /// <param name="builder">The naming builder.</param>
    /// <param name="configure">Changes the options after they were bound from the section <c>Naming:PointToPoint</c>.</param>
    public static INamingBuilder AddPointToPoint(this INamingBuilder builder, Action<PointToPointOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddOptions<PointToPointOptions>()
            .Configure<IServiceProvider>(static (options, provider) => provider.GetService<IConfiguration>()?.GetSection(PointToPointOptions.Section).Bind(options))
            .Configure(configure ?? (static _ => { }))
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PointToPointOptions>, PointToPointOptionsValidator>());
        services.TryAddSingleton(static provider => new NeighbourTable(provider.GetRequiredService<IDirectorySource>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(static provider => new LocalServer(provider.GetRequiredService<INamingEngine>().Server));
        services.TryAddSingleton(static provider => new MemberKeys(provider.GetRequiredService<INamingEngine>() as IKeyringSource));
        services.TryAddSingleton(static provider => Members.Signer(provider.GetRequiredService<INamingEngine>(), ClusterOf(provider), provider.GetRequiredService<MemberKeys>()));
        services.TryAddSingleton(static provider => Members.Recognition(
            provider.GetRequiredService<INamingEngine>(), ClusterOf(provider), provider.GetRequiredService<MemberKeys>(),
            provider.GetRequiredService<NeighbourTable>(), provider.GetRequiredService<IOptions<PointToPointOptions>>().Value));
        services.TryAddSingleton<PeerChoice>();
        services.TryAddSingleton(static provider => new PeerDialler(
            provider.GetRequiredService<NeighbourTable>(), provider.GetRequiredService<PeerChoice>(),
            provider.GetRequiredService<IOptions<PointToPointOptions>>().Value.ConnectTimeout, provider.GetRequiredService<TimeProvider>()));
        return builder;
    }

    private static string ClusterOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<NamingOptions>>().Value.Cluster;
}
