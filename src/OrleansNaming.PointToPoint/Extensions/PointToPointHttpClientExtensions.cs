using Microsoft.Extensions.Options;
using OrleansNaming.PointToPoint;
using OrleansNaming.PointToPoint.Membership;
using OrleansNaming.PointToPoint.Neighbours;
using OrleansNaming.PointToPoint.Sending;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Lets an HttpClient call peers behind a shared address.</summary>
public static class PointToPointHttpClientExtensions
{
    /// <summary>
    /// Sends each request for a cluster endpoint of the directory to a peer behind it: to the one that <c>request.ToPeer("b")</c> names, else to
    /// each in turn, and never to this process. URL, Host header and TLS server name stay the cluster's. Any other URL goes where it says.
    /// A redirect of a peer is not followed. With <c>AddNamingResolution()</c> too, a name's dedicated endpoints are called as a member.
    /// Takes the place of the client's primary handler.
    /// </summary>
    /// <param name="builder">The HttpClient's builder.</param>
    /// <param name="handler">Makes the handler under it, with TLS settings and limits; the default is a plain one.</param>
    public static IHttpClientBuilder AddPointToPoint(this IHttpClientBuilder builder, Func<SocketsHttpHandler>? handler = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var make = handler ?? (static () => new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
        return builder.ConfigurePrimaryHttpMessageHandler(services => new PointToPointHandler(
            services.GetRequiredService<NeighbourTable>(),
            services.GetRequiredService<PeerChoice>(),
            new PeerConnections(make, services.GetRequiredService<IOptions<PointToPointOptions>>().Value.ConnectTimeout),
            services.GetRequiredService<MemberSigner>(),
            services.GetRequiredService<LocalServer>(),
            services.GetRequiredService<IOptions<PointToPointOptions>>().Value.SignBodies,
            new HttpMessageInvoker(make())));
    }
}
