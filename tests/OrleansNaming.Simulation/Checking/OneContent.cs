using OrleansNaming.Log;
using OrleansNaming.Simulation.Machines;
using OrleansNaming.Wire;

namespace OrleansNaming.Simulation.Checking;

/// <summary>
/// Never two contents under one stamp: in what storage holds, what is announced and shown, and what a grain answers for a dead process. A version that was stored
/// and whose reply was lost is one, though its owner never knew; then no other may take its number.
/// </summary>
internal sealed class OneContent(World world) : Checker(world)
{
    private readonly Dictionary<(ServerId, Stamp), (Digest Digest, string Where)> _contents = [];

    public override void Stored(ServerId server, FencedJournal? before, FencedJournal now)
    {
        var state = Journal.Recover(now.Bytes.Span);
        FailUnless(state.Damage is null, () => $"the storage of {server} cannot be read after the write of {now.Head}: {state.Damage}");
        if (state.Advertisement is { } list)
        {
            Note(server, list.Stamp, list.Digest, "storage");
        }
    }

    public override void StoredAnswered(ServerId server, ChangesReply reply)
    {
        if (reply.Delta is { } delta)
        {
            Note(server, delta.Stamp, delta.Digest, "a grain's answer");
        }
    }

    public override void Announces(Process process, Envelope envelope, Notice notice) => Note(process.Server, notice.Stamp, notice.Digest, "a notice");

    public override void Shows(Process reader, Seen seen, Advertisement? before, Advertisement now) => Note(now.Server, now.Stamp, now.Digest, "a replica");

    private void Note(ServerId server, Stamp stamp, Digest digest, string where)
    {
        if (!_contents.TryAdd((server, stamp), (digest, where)))
        {
            var (known, whence) = _contents[(server, stamp)];
            FailUnless(known == digest, () => $"{server} at {stamp} has digest {digest} in {where} and {known} in {whence}");
        }
    }
}
