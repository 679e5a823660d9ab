using OrleansNaming.Node;
using OrleansNaming.Simulation.Machines;
using OrleansNaming.Simulation.Workload;

namespace OrleansNaming.Simulation.Healing;

/// <summary>
/// In a quiet state every guest that renews its lease is resolved everywhere and listed by exactly one holder; one that was taken out, or died,
/// is nowhere.
/// </summary>
internal sealed class GuestHolder(World world)
{
    /// <summary>Null when all is well; else the first thing that is not.</summary>
    public string? Difference()
    {
        var nodes = world.Machines.Select(machine => machine.Running).OfType<Process>().Where(process => process.Node.Phase == NodePhase.Ready).ToList();
        foreach (var client in world.Guests.All)
        {
            if (Difference(client, nodes) is { } difference)
            {
                return $"guest {client.Key.Name}/{client.Key.InstanceId} ({client.State}): {difference}";
            }
        }

        return null;
    }

    private static string? Difference(GuestClient client, List<Process> nodes)
    {
        var holders = nodes.Where(node => Holds(node, client.Key)).ToList();
        return client.State switch
        {
            GuestState.Registered when holders.Count != 1 => $"held by {holders.Count}: {string.Join(", ", holders)}",
            GuestState.Registered => nodes.Find(node => !Resolves(node, client.Key)) is { } blind ? $"{blind} does not resolve it, of {Claims(blind, client.Key)}" : null,
            GuestState.Gone or GuestState.Dead when holders.Count > 0 => $"still held by {string.Join(", ", holders)}",
            GuestState.Gone or GuestState.Dead => nodes.Find(node => Resolves(node, client.Key)) is { } late ? $"{late} still resolves it" : null,
            _ => "its client has no answer yet",
        };
    }

    private static string Claims(Process node, EntryKey key) => string.Join(", ", node.Node.Replica.Guests.Claims(key).Select(claim =>
        $"{claim.Owner}@{claim.Revision}.{claim.Hold}{(claim.Buried ? " buried" : "")}{(claim.IsPast ? " past" : "")}{(node.Node.Replica.Find(claim.Owner) is { AreGuestsShown: false } ? " hidden" : "")}"));

    private static bool Holds(Process node, EntryKey key) =>
        node.Node.Replica.Find(node.Server)?.Advertisement?.Entries.Find(key) is Instance { Guest: not null };

    private static bool Resolves(Process node, EntryKey key)
    {
        foreach (var instance in node.Node.Replica.Resolve(key.Name))
        {
            if (instance.InstanceId == key.InstanceId && instance.IsGuest)
            {
                return true;
            }
        }

        return false;
    }
}
