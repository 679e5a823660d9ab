using OrleansNaming.Node;
using OrleansNaming.Simulation.Machines;
using OrleansNaming.Simulation.Workload;

namespace OrleansNaming.Simulation.Healing;

/// <summary>
/// In a quiet state every guest that renews its lease is resolved everywhere and listed by exactly one holder; one that was taken out, or died,
/// is nowhere. So is it with guests that send no heartbeats; one of which nothing is promised is either here or there, the same for all.
/// </summary>
internal sealed class GuestHolder(World world)
{
    /// <summary>Null when all is well; else the first thing that is not.</summary>
    public string? Difference()
    {
        var nodes = Ready();
        foreach (var client in world.Guests.All)
        {
            if (Difference(client, nodes) is { } difference)
            {
                return $"guest {client.Key.Name}/{client.Key.InstanceId} ({client.State}): {difference}";
            }
        }

        return null;
    }

    /// <summary>
    /// The first guest that two nodes list. Its lease would end one of the two sooner or later; but whose claim lost drops it as soon as it is
    /// shown the other's (rule 14), so among lists that agree there is none.
    /// </summary>
    public string? Twice()
    {
        var nodes = Ready();
        foreach (var client in world.Guests.All)
        {
            if (nodes.Where(node => Holds(node, client.Key)).ToList() is { Count: > 1 } holders)
            {
                return $"guest {client.Key.Name}/{client.Key.InstanceId} is held by {string.Join(" and ", holders)}: {Claims(holders[0], client.Key)}";
            }
        }

        return null;
    }

    /// <summary>
    /// The first guest of these that a node does not resolve. While its client renews and nothing but its holder is lost, it is adopted before
    /// anybody ceases to show it (rule 14), so nobody ever misses it.
    /// </summary>
    public string? Missing(IReadOnlyList<GuestClient> guests, Machine? except)
    {
        foreach (var client in guests)
        {
            if (client is { State: GuestState.Registered, Excuse: null } && Ready().Find(node => node.Machine != except && !Resolves(node, client.Key)) is { } blind)
            {
                return $"guest {client.Key.Name}/{client.Key.InstanceId} is registered, and {blind} does not resolve it, of {Claims(blind, client.Key)}";
            }
        }

        return null;
    }

    private List<Process> Ready() =>
        world.Machines.Select(machine => machine.Running).OfType<Process>().Where(process => process.Node.Phase == NodePhase.Ready).ToList();

    private static string? Difference(GuestClient client, List<Process> nodes)
    {
        var holders = nodes.Where(node => Holds(node, client.Key)).ToList();
        if (client is { IsLasting: true, Excuse: not null } && holders.Count == 0)
        {
            return nodes.Find(node => Resolves(node, client.Key)) is { } alone ? $"{alone} resolves it, and nobody holds it" : null;
        }

        var state = client is { IsLasting: true, Excuse: not null } ? GuestState.Registered : client.State;
        return state switch
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
