using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Checking;

/// <summary>
/// S4: what a node has shown to be gone does not come back without its owner's or its client's new word: after goodbye only a higher epoch,
/// after a guest's tombstone only a higher revision, or what the client registered after it had asked for that tombstone. (The second holds
/// where a holder lost its disk and began to count anew.)
/// </summary>
internal sealed class NoResurrection(World world) : Checker(world)
{
    private readonly Dictionary<(Process, EntryKey), Burial> _seen = [];
    private readonly Dictionary<(EntryKey, ulong Revision, long At), Burial> _burials = [];

    /// <summary>A tombstone: its revision, and which registration of its client it ended.</summary>
    private readonly record struct Burial(ulong Revision, int Generation);

    public override void Shows(Process reader, Seen seen, Advertisement? before, Advertisement now)
    {
        FailUnless(seen.Left.Incarnation == 0 || now.Stamp.Epoch > seen.Left, () =>
            $"{reader} shows {now.Server} at {now.Stamp}, though it had said goodbye in that incarnation or a later one");
        foreach (var line in now.Entries)
        {
            if (line is Tombstone tombstone)
            {
                Bury(reader, tombstone);
            }
        }
    }

    public override void Resolved(Process reader, string name, InstanceSet answer)
    {
        foreach (var instance in answer)
        {
            if (instance.Guest is { } guest && _seen.TryGetValue((reader, new EntryKey(instance)), out var burial))
            {
                FailUnless(guest.Revision > burial.Revision || Workload.GuestClient.GenerationOf(instance) > burial.Generation, () =>
                    $"{reader} resolves guest {instance} at revision {guest.Revision}; it had seen its tombstone at revision {burial.Revision}");
            }
        }
    }

    private void Bury(Process reader, Tombstone tombstone)
    {
        var key = new EntryKey(tombstone);
        var identity = (key, tombstone.Revision, tombstone.BuriedUnixMilliseconds);
        if (!_burials.TryGetValue(identity, out var burial))
        {
            // The first to show it is the owner that made it, at the moment when its client asked.
            burial = _burials[identity] = new Burial(tombstone.Revision, World.Guests.Find(key)?.Generation ?? 0);
        }

        var place = (reader, key);
        if (!_seen.TryGetValue(place, out var known) || known.Revision < burial.Revision)
        {
            _seen[place] = burial;
        }
    }
}
