using System.Net;
using OrleansNaming.Cli.Connections;
using OrleansNaming.Lan;
using OrleansNaming.Lan.Datagrams;

namespace OrleansNaming.Cli.Serving;

/// <summary>Loses datagrams and cuts pulls of this very process, for <c>naming up</c>'s keys; in no other program.</summary>
internal sealed class DemoSpoiler
{
    private volatile DemoFaults _faults = DemoFaults.None;

    public DemoFaults Faults
    {
        get => _faults;
        set => _faults = value;
    }

    public LanSeams Seams => new() { Datagrams = real => new SpoiltDatagrams(real, this), MayPull = MayPull };

    private bool MayPull(PeerAddress peer) => _faults is var faults && !faults.CutPulls && !faults.CutPorts.Contains(peer.PullPort);

    private bool IsLost() => _faults.Loss > 0 && Random.Shared.NextDouble() < _faults.Loss;

    private sealed class SpoiltDatagrams(IDatagramTransport real, DemoSpoiler spoiler) : IDatagramTransport, IDatagramSink
    {
        private IDatagramSink? _sink;

        public int ProbePort => real.ProbePort;

        public void Start(IDatagramSink sink)
        {
            _sink = sink;
            real.Start(this);
        }

        public bool Multicast(ReadOnlyMemory<byte> bytes) => spoiler._faults.Loss >= 1 || real.Multicast(bytes);

        public bool Unicast(PeerAddress to, ReadOnlyMemory<byte> bytes) => spoiler._faults.Loss >= 1 || real.Unicast(to, bytes);

        public void Watch(IReadOnlyList<PeerAddress> peers) => real.Watch(peers);

        public void Received(byte[] rented, int length, IPAddress source)
        {
            if (spoiler.IsLost())
            {
                System.Buffers.ArrayPool<byte>.Shared.Return(rented);
            }
            else
            {
                _sink!.Received(rented, length, source);
            }
        }

        public void Refused(PeerAddress target) => _sink!.Refused(target);

        public void Dispose() => real.Dispose();
    }
}
