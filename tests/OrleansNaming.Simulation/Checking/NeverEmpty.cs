using OrleansNaming.Node;
using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Checking;

/// <summary>
/// A name with a live, acknowledged instance that a node has shown is never empty there in between, while nothing came between the two:
/// not by a new incarnation, not by an adoption, not by a repair.
/// </summary>
internal sealed class NeverEmpty(World world) : Checker(world)
{
    public override void Stepped(Process process, Input input, List<Output> outputs)
    {
        foreach (var output in outputs)
        {
            if (output is Published published)
            {
                Check(process, published);
            }
        }
    }

    private void Check(Process reader, Published published)
    {
        foreach (var change in published.Changes)
        {
            if (change.Kind is ChangeKind.Unbound or ChangeKind.Hidden && change.Instance is { } instance
                && reader.Node.Replica.Resolve(change.Name).Count == 0)
            {
                CheckOwn(reader, change, instance);
                CheckGuest(reader, change, instance);
            }
        }
    }

    private void CheckOwn(Process reader, NamingChange change, Instance instance)
    {
        if (instance.IsGuest || World.LiveProcessOf(change.Owner) is not { } owner || owner.IsPaused || World.Silos?.IsDeclared(owner) is true || !IsCalm(reader, owner.Machine))
        {
            return;
        }

        // The owner's own word must still name it, in the life that the reader was shown.
        var own = owner.Node.Replica.Find(change.Owner)?.Advertisement;
        var lives = own is not null && own.Status == OwnerStatus.Serving && own.Stamp.Epoch == change.Stamp.Epoch && own.Stamp == change.Stamp
            && own.Entries.Find(change.Name, instance.InstanceId) is Instance;
        FailUnless(!lives, () => $"'{change.Name}' is empty at {reader}, though {owner} serves {instance} and nothing came between them");
    }

    private void CheckGuest(Process reader, NamingChange change, Instance instance)
    {
        if (instance.IsGuest && World.Guests.IsLive(new EntryKey(instance)) && Oracle.Calm.Holds(Settling))
        {
            Fail($"'{change.Name}' is empty at {reader} ({change.Kind} by {change.Owner} at {change.Stamp}), though guest {instance} renewed its lease and nothing went wrong lately");
        }
    }

    private bool IsCalm(Process reader, Machine owner) => Oracle.Calm.Holds(reader.Machine, owner, Settling);

    /// <summary>Two hiding bounds and a margin: what was disturbed before has been judged by now.</summary>
    private TimeSpan Settling => (Timing.HidingBound(World.Interval) * 2) + TimeSpan.FromSeconds(30);
}
