using System.Collections.Concurrent;
using OrleansNaming.Lan.Loop;
using OrleansNaming.Node;

namespace OrleansNaming.Engines.Tests.Loop;

/// <summary>Ports that write down what was carried out.</summary>
internal sealed class RecordingPorts : INodePorts
{
    public ConcurrentQueue<string> Done { get; } = new();

    public bool Sends { get; set; } = true;

    public bool Multicast(ReadOnlyMemory<byte> bytes) => Did("multicast") && Sends;

    public bool Unicast(PeerAddress to, ReadOnlyMemory<byte> bytes) => Did("unicast") && Sends;

    public void Call(Call call) => Did("call");

    public void Reply(Reply reply) => Did("reply");

    public void Probe(HealthProbe probe) => Did("probe");

    public void Persist(Persist persist) => Did("persist");

    public void Write(bool here)
    {
    }

    public bool Did(string what)
    {
        Done.Enqueue(what);
        return true;
    }
}
