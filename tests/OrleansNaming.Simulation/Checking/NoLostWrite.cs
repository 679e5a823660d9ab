using OrleansNaming.Log;
using OrleansNaming.Node;
using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Checking;

/// <summary>
/// No registration that was stored is lost when the storage passes from one life of a server to the next, though old activations and old processes write
/// meanwhile: a guest's line stays, or a tombstone or a later word takes its place. And within a life no acknowledged version goes.
/// </summary>
internal sealed class NoLostWrite(World world) : Checker(world)
{
    private readonly Dictionary<ServerId, Stamp> _acknowledged = [];

    public override void Stepped(Process process, Input input, List<Output> outputs)
    {
        foreach (var output in outputs)
        {
            if (output is Completed { Refusal: Refusal.None, Token: { Stamp.IsNone: false } token } && token.Server == process.Server
                && token.Stamp > _acknowledged.GetValueOrDefault(process.Server))
            {
                _acknowledged[process.Server] = token.Stamp;
            }
        }
    }

    public override void Stored(ServerId server, FencedJournal? before, FencedJournal now)
    {
        var list = Journal.Recover(now.Bytes.Span).Advertisement;
        if (before is null || World.Silos!.Storage.Of(server).IsRolledBack)
        {
            // What a backup brought back may lack anything, until somebody who knows better has written; a life that begins from it begins anew (seed 473).
            _acknowledged.Remove(server);
            return;
        }

        var stamp = list?.Stamp ?? default;
        FailUnless(stamp >= _acknowledged.GetValueOrDefault(server), () => $"the storage of {server} is written at {stamp}; {_acknowledged[server]} was acknowledged");
        if (before.Epoch == now.Epoch || Journal.Recover(before.Bytes.Span).Advertisement is not { } former)
        {
            return;
        }

        foreach (var line in former.Entries)
        {
            if (line is Instance { Guest: { } guest } && list?.Entries.Find(new EntryKey(line)) is not ({ } and (Tombstone or Instance)))
            {
                Fail($"guest {line} (revision {guest.Revision}) was stored for {server} at {former.Stamp}; the next life, at {stamp}, does not have it");
            }
        }
    }
}
