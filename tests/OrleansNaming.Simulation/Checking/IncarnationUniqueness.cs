using OrleansNaming.Log;
using OrleansNaming.Simulation.Machines;
using OrleansNaming.Wire;

namespace OrleansNaming.Simulation.Checking;

/// <summary>
/// S7: (server, epoch, version) → digest is a function, over everything announced and shown; an epoch is opened by one process only, and its
/// incarnation is above the one that the disk held when the process started: the boot id tells two lives apart, but does not order them in time.
/// </summary>
internal sealed class IncarnationUniqueness(World world) : Checker(world)
{
    private readonly Dictionary<(ServerId, Stamp), Digest> _digests = [];
    private readonly Dictionary<(ServerId, Epoch), Process> _openers = [];
    private readonly Dictionary<Process, ulong> _stored = [];

    public override void Began(Process process, ReadOnlyMemory<byte> stored) =>
        _stored[process] = Journal.Recover(stored.Span).Advertisement?.Stamp.Incarnation ?? 0;

    public override void Died(Process process) => _stored.Remove(process);

    public override void Announces(Process process, Envelope envelope, Notice notice)
    {
        Note(process, process.Server, notice.Stamp, notice.Digest);
        var opener = _openers.TryAdd((process.Server, notice.Stamp.Epoch), process) ? process : _openers[(process.Server, notice.Stamp.Epoch)];
        FailUnless(notice.Stamp.Incarnation > _stored.GetValueOrDefault(process), () =>
            $"{process} announces incarnation {notice.Stamp.Incarnation}; its disk held {_stored[process]} when it started");
        FailUnless(opener == process, () => $"{process} announces incarnation {notice.Stamp.Incarnation}, which {opener} had opened");
    }

    public override void Shows(Process reader, Seen seen, Advertisement? before, Advertisement now) => Note(reader, now.Server, now.Stamp, now.Digest);

    private void Note(Process by, ServerId server, Stamp stamp, Digest digest)
    {
        if (!_digests.TryAdd((server, stamp), digest))
        {
            var known = _digests[(server, stamp)];
            FailUnless(known == digest, () => $"{by} has {server} at {stamp} (boot {stamp.Epoch.Boot}) with digest {digest}; elsewhere it is {known}");
        }
    }
}
