using OrleansNaming.Tracks.Blocks;
using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Tests.Simulation;

/// <summary>Sees from outside what is worked on: by whom (row E8), in a group with a master only (row E29), nothing that was acknowledged (row E23), and within bounds.</summary>
internal sealed class BlockWatch(TrackWorld world)
{
    public long Blocks { get; private set; }

    public long Searches { get; private set; }

    /// <summary>Who ran how many blocks.</summary>
    public SortedDictionary<string, int> RunBy { get; } = new(StringComparer.Ordinal);

    public void Searched(TrackMachine machine, TrackToken token)
    {
        Searches++;
        Gate(machine, "looks for work");
        if (token.Holder != machine.Holder || !machine.Node!.Owned.Any(tenure => tenure.Token == token))
        {
            throw new TrackPromiseBroken("OwnerSearches", $"{machine} looks for work in '{token.Track}', which it does not own");
        }
    }

    /// <summary>An owner hands a block out, to another server or to itself.</summary>
    public void Handed(TrackMachine owner, Block block)
    {
        Gate(owner, "hands out a block");
        if (owner.Holder == block.Token.Holder && block.Items.FirstOrDefault(item => owner.Acknowledged.Contains((block.Token, item))) is { } again)
        {
            throw new TrackPromiseBroken("Unacknowledged", $"{owner} hands out '{again}' of '{block.Token.Track}', which it was told is done");
        }
    }

    public void Began(TrackMachine worker)
    {
        Blocks++;
        RunBy[worker.Name] = RunBy.GetValueOrDefault(worker.Name) + 1;
        Gate(worker, "begins a block");
    }

    public void Acted(TrackMachine worker) => Gate(worker, "works");

    public void Look()
    {
        foreach (var machine in world.Machines)
        {
            if (machine.Node is { } node && (node.Picture.FreeSlots < 0 || node.Ledger.WaitingCount > WorkQueue.Max * world.Options.Tracks || node.RememberedCount > 4 * world.Options.Tracks))
            {
                throw new TrackPromiseBroken("Bounds", $"{machine} has {node.Picture.FreeSlots} free slots, {node.Ledger.WaitingCount} records that wait, and remembers {node.RememberedCount} things of tracks");
            }
        }
    }

    /// <summary>A master was heard within 4T and one look at the tables, or this server is it.</summary>
    private void Gate(TrackMachine machine, string what)
    {
        var now = machine.Clock(world.Now);
        var silence = (4 * world.Options.Interval) + (world.Options.Interval / 15) + TimeSpan.FromMilliseconds(1);
        if (!machine.Node!.IsMaster && (machine.MasterHeardAt == TimeSpan.MinValue || now - machine.MasterHeardAt > silence))
        {
            throw new TrackPromiseBroken("PhaseGate", $"{machine} {what} and heard a master last at {(machine.MasterHeardAt == TimeSpan.MinValue ? "no time" : machine.MasterHeardAt)}, it is {now} there");
        }
    }
}
