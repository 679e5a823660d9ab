using OrleansNaming.Lan.Checks;
using OrleansNaming.Lan.Datagrams;
using OrleansNaming.Lan.Loop;
using OrleansNaming.Lan.Pulls;
using OrleansNaming.Node;
using OrleansNaming.Silo.Storage;

namespace OrleansNaming.Silo;

/// <summary>Orleans behind a node, or UDP and HTTP where the options say so.</summary>
internal sealed class SiloPorts(IDatagramTransport notices, Action<Call> pull, PendingReplies replies, GrainStore store, HealthProbes probes) : INodePorts
{
    public bool Multicast(ReadOnlyMemory<byte> bytes) => notices.Multicast(bytes);

    public bool Unicast(PeerAddress to, ReadOnlyMemory<byte> bytes) => notices.Unicast(to, bytes);

    public void Call(Call call) => pull(call);

    public void Reply(Reply reply) => replies.Complete(reply);

    public void Probe(HealthProbe probe) => probes.Begin(probe);

    public void Persist(Persist persist) => store.Add(persist);

    /// <summary>No thread waits for a grain, whoever comes.</summary>
    public void Write(bool here) => store.Begin();
}
