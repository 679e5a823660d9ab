using OrleansNaming.Node;
using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Healing;

/// <summary>L1: whether every live replica equals every live owner that it may hear of.</summary>
internal sealed class Convergence(World world)
{
    /// <summary>Null when converged; else the first difference in words.</summary>
    public string? Difference()
    {
        var winners = new SortedDictionary<ServerId, Process>();
        foreach (var process in Running())
        {
            if (process.Node.Phase == NodePhase.Superseded)
            {
                continue;
            }

            if (process.Node.Phase != NodePhase.Ready || !process.Node.Replica.IsComplete)
            {
                return $"{process} is {process.Node.Phase}, its directory is {(process.Node.Replica.IsComplete ? "complete" : "incomplete")}";
            }

            if (!winners.TryAdd(process.Server, process))
            {
                return $"{process} and {winners[process.Server]} both own the name";
            }
        }

        return Difference(winners);
    }

    private string? Difference(SortedDictionary<ServerId, Process> winners)
    {
        foreach (var owner in winners.Values)
        {
            var list = owner.Node.Replica.Find(owner.Server)?.Advertisement;
            if (list is null || world.Services.Of(owner) is not { IsSettled: true } services)
            {
                return $"{owner} has a change under way";
            }

            if (services.Difference(list) is { } own)
            {
                return $"{owner}'s own list is wrong at {list.Stamp}: {own}";
            }
        }

        foreach (var reader in winners.Values)
        {
            if (Difference(reader, winners) is { } difference)
            {
                return difference;
            }
        }

        return Orphans(winners);
    }

    /// <summary>A superseded process must know that a living one has its name.</summary>
    private string? Orphans(SortedDictionary<ServerId, Process> winners)
    {
        foreach (var process in Running())
        {
            if (!winners.ContainsKey(process.Server))
            {
                return $"{process} is superseded, and no other process of its name lives";
            }
        }

        return null;
    }

    private string? Difference(Process reader, SortedDictionary<ServerId, Process> winners)
    {
        foreach (var owner in winners.Values.Where(owner => world.Audience.MayHear(reader.Server, owner.Server)))
        {
            var truth = owner.Node.Replica.Find(owner.Server)!;
            var view = reader.Node.Replica.Find(owner.Server);
            if (view?.Advertisement is null || view.Stamp != truth.Stamp || view.Advertisement.Digest != truth.Advertisement!.Digest)
            {
                return $"{reader} shows {owner.Server} at {view?.Stamp}, the owner is at {truth.Stamp}";
            }

            if (!view.IsShown)
            {
                return $"{reader} hides {owner.Server}, which lives";
            }
        }

        foreach (var view in reader.Node.Replica.Owners)
        {
            if (view.IsShown && view.Advertisement is { Status: not OwnerStatus.Left } && !winners.ContainsKey(view.Server))
            {
                return $"{reader} still shows {view.Server}, which is dead";
            }
        }

        return null;
    }

    private IEnumerable<Process> Running()
    {
        foreach (var machine in world.Machines)
        {
            if (machine.Running is { } process)
            {
                yield return process;
            }
        }
    }
}
