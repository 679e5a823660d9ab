using OrleansNaming.Lan.Checks;
using OrleansNaming.Lan.Datagrams;
using OrleansNaming.Lan.Loop;
using OrleansNaming.Lan.Pulls;
using OrleansNaming.Lan.Storage;
using OrleansNaming.Lan.Telemetry;
using OrleansNaming.Node;

namespace OrleansNaming.Lan;

/// <summary>The real network and disk behind a node.</summary>
internal sealed class NodePorts(IDatagramTransport datagrams, PullClient client, PendingReplies replies, StateWriter writer, HealthProbes probes, EngineTrace trace) : INodePorts
{
    /// <summary>Who gets a copy of each notice where there is no multicast; null with multicast. Read on the loop.</summary>
    public Func<IEnumerable<PeerAddress>>? UnicastTo { get; init; }

    public bool Multicast(ReadOnlyMemory<byte> bytes)
    {
        if (UnicastTo is null)
        {
            return datagrams.Multicast(bytes);
        }

        var sent = true;
        foreach (var peer in UnicastTo())
        {
            sent &= datagrams.Unicast(peer, bytes);
        }

        return sent;
    }

    public bool Unicast(PeerAddress to, ReadOnlyMemory<byte> bytes) => datagrams.Unicast(to, bytes);

    public void Call(Call call) => client.Call(call, trace.ParentOf(call.Request));

    public void Reply(Reply reply) => replies.Complete(reply);

    public void Probe(HealthProbe probe) => probes.Begin(probe);

    public void Persist(Persist persist) => writer.Add(persist);

    public void Write(bool here) => writer.Begin(here);
}
