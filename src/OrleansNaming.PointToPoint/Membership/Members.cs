using OrleansNaming.Node;
using OrleansNaming.PointToPoint.Neighbours;

namespace OrleansNaming.PointToPoint.Membership;

/// <summary>Puts proofs and their judges over a node's replica.</summary>
internal static class Members
{
    public static MemberSigner Signer(INamingEngine engine, string cluster, MemberKeys keys) =>
        new(() => BootOf(engine, engine.Server) is { } boot ? (engine.Server, boot) : null, cluster, keys);

    public static PeerRecognition Recognition(INamingEngine engine, string cluster, MemberKeys keys, NeighbourTable table, PointToPointOptions options) =>
        new(new MemberVerifier(engine.Server, cluster, keys, server => BootOf(engine, server)), table, server => BootOf(engine, server) is not null, options);

    /// <summary>The boot of a server that the directory shows; null for one that is not known, hidden or left.</summary>
    private static BootId? BootOf(INamingEngine engine, ServerId server) =>
        engine.Replica.Find(server) is { IsShown: true, Advertisement: { } list } ? list.Stamp.Epoch.Boot : null;
}
