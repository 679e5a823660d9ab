using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Checking;

/// <summary>
/// S4: what a node has shown to be gone does not come back without its owner's or its client's new word: after goodbye only a higher epoch,
/// after a guest's tombstone only a higher revision.
/// </summary>
internal sealed class NoResurrection(World world) : Checker(world)
{
    private readonly Dictionary<(Process, EntryKey), ulong> _buried = [];

    public override void Shows(Process reader, Seen seen, Advertisement? before, Advertisement now)
    {
        FailUnless(seen.Left.Incarnation == 0 || now.Stamp.Epoch > seen.Left, () =>
            $"{reader} shows {now.Server} at {now.Stamp}, though it had said goodbye in that incarnation or a later one");
        foreach (var line in now.Entries)
        {
            if (line is Tombstone tombstone)
            {
                var key = (reader, new EntryKey(line));
                _buried[key] = Math.Max(_buried.GetValueOrDefault(key), tombstone.Revision);
            }
        }
    }

    public override void Resolved(Process reader, string name, InstanceSet answer)
    {
        foreach (var instance in answer)
        {
            if (instance.Guest is { } guest && _buried.TryGetValue((reader, new EntryKey(instance)), out var revision))
            {
                FailUnless(guest.Revision > revision, () =>
                    $"{reader} resolves guest {instance} at revision {guest.Revision}; it had seen its tombstone at revision {revision}");
            }
        }
    }
}
