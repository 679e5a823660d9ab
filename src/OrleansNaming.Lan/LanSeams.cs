using OrleansNaming.Lan.Datagrams;
using OrleansNaming.Lan.Loop;
using OrleansNaming.Lan.Storage;
using OrleansNaming.Node;
using OrleansNaming.Replica;
using OrleansNaming.Wire;

namespace OrleansNaming.Lan;

/// <summary>Where a test takes the place of the network, the disk or the node; as it stands, everything is real.</summary>
internal sealed record LanSeams
{
    /// <summary>Puts something around the datagrams.</summary>
    public Func<IDatagramTransport, IDatagramTransport> Datagrams { get; init; } = static real => real;

    /// <summary>Cuts pulls to a peer.</summary>
    public Func<PeerAddress, bool> MayPull { get; init; } = static _ => true;

    /// <summary>Puts something around the disk.</summary>
    public Func<IOwnerStore, IOwnerStore> Store { get; init; } = static real => real;

    /// <summary>Who may hear what; null for what the options say.</summary>
    public IAudience? Audience { get; init; }

    /// <summary>Makes the node.</summary>
    public Func<NodeOptions, DirectoryReplica, INode> Node { get; init; } = static (options, replica) => new CoreNode(new NamingNode(options, replica));
}
