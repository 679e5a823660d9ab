using OrleansNaming.Log;
using OrleansNaming.Node;
using OrleansNaming.Replica;
using OrleansNaming.Simulation.Machines;
using OrleansNaming.Simulation.Workload;

namespace OrleansNaming.Simulation.Checking;

/// <summary>
/// Rule 14 for guests without heartbeats: what was acknowledged is resolved by every node once its holder's end had time to be seen and its heir to
/// adopt, through restarts, handovers and partitions; what was taken out does not come back. In quiet states <see cref="Healing.GuestHolder"/> says the rest.
/// <para>Nothing is promised, and the client is excused: where the only store that had its last word was lost; where that word was given at a node that
/// knew less of the guest than another (of two writes the one with the lower revision is lost); where a request that the client had given up was carried
/// out later; and where the word was given to a process that lost its name to another one.</para>
/// </summary>
internal sealed class LastingGuests(World world) : Checker(world)
{
    private readonly HashSet<Process> _superseded = [];

    private static TimeSpan Adoption => TimeSpan.FromSeconds(15);

    public override void Stepped(Process process, Input input, List<Output> outputs)
    {
        if (process.Node.Phase == NodePhase.Superseded && _superseded.Add(process))
        {
            Excuse(World.Silos is null ? process.Machine : null, isHeardOf: false, "its holder lost its name to another process");
        }
    }

    public override void Resolved(Process reader, string name, InstanceSet answer)
    {
        if (reader.Node.Phase != NodePhase.Ready || !reader.Node.Replica.IsComplete || !Oracle.Calm.Holds((Timing.HidingBound(World.Interval) * 2) + TimeSpan.FromSeconds(30) + Adoption))
        {
            return;
        }

        foreach (var client in World.Guests.All)
        {
            if (client is { IsLasting: true, State: GuestState.Registered, Excuse: null } && client.Key.Name == name && client.RegisteredAt + Adoption < World.Now)
            {
                FailUnless(answer.Any(instance => instance.IsGuest && instance.InstanceId == client.Key.InstanceId), () =>
                    $"{reader} does not resolve guest {name}/{client.Key.InstanceId}, which was registered at {client.RegisteredAt.TotalSeconds:F1} s and not taken out, of {Claims(reader, client.Key)}");
            }
        }
    }

    /// <summary>Why a word that was just acknowledged may not be the last one, or null.</summary>
    public string? Overruled(GuestClient client, bool isOut)
    {
        GuestClaim? highest = null;
        foreach (var claim in Known(client.Key).Concat(Durable(client.Key)))
        {
            highest = highest is null || claim.CompareTo(highest.Value) > 0 ? claim : highest;
        }

        var isItsOwn = highest is { } last && (isOut ? last.Buried : IsOf(client, last));
        return isItsOwn || (isOut && highest is null) ? null : "it was written where less was known of it than elsewhere";
    }

    /// <summary>Whether a node may say that it never heard of a guest whose client wants to take it out.</summary>
    public bool MayBeUnknown(GuestClient client)
    {
        var isSomewhere = Known(client.Key).Concat(Durable(client.Key)).Any(claim => !claim.Buried);
        return !isSomewhere && (client.Excuse is not null || client.UnsureAt > client.RegisteredAt);
    }

    /// <summary>A store was lost, or put back: what stood in it alone is promised no more.</summary>
    public void Lost() => Excuse(except: null, isHeardOf: false, "the only store that had it was lost");

    /// <summary>A machine does not come back; but what others heard of it they still know.</summary>
    public void Retired(Machine machine, bool isHeardOf) => Excuse(machine, isHeardOf, "its holder went with its store, and nobody had heard of it");

    private void Excuse(Machine? except, bool isHeardOf, string why)
    {
        foreach (var client in World.Guests.All)
        {
            if (client is { IsLasting: true, Excuse: null, Generation: > 0 } && !IsKept(client, except, isHeardOf))
            {
                client.Excuse = why;
                World.Trace.Say(null, $"guest {client.Key.Name}/{client.Key.InstanceId}: {why}");
            }
        }
    }

    private bool IsKept(GuestClient client, Machine? except, bool isHeardOf)
    {
        var known = Known(client.Key, except).ToList();
        var kept = Durable(client.Key, except).ToList();
        kept.AddRange(isHeardOf ? known : []);
        return client.State == GuestState.Gone
            ? kept.Exists(claim => claim.Buried) || known.Concat(kept).All(claim => claim.Buried)
            : kept.Exists(claim => IsOf(client, claim));
    }

    private static bool IsOf(GuestClient client, GuestClaim claim) =>
        claim is { Buried: false, Entry: Instance record } && GuestClient.GenerationOf(record) == client.Generation;

    /// <summary>What running nodes have heard.</summary>
    private IEnumerable<GuestClaim> Known(EntryKey key, Machine? except = null) =>
        World.Machines.Where(machine => machine != except && machine.Running is not null).SelectMany(machine => machine.Running!.Node.Replica.Guests.Claims(key));

    /// <summary>What would be read by a start, of all that may start again.</summary>
    private IEnumerable<GuestClaim> Durable(EntryKey key, Machine? except = null)
    {
        foreach (var machine in World.Machines)
        {
            if (machine != except && !(machine.IsRetired && machine.Running is null)
                && GuestClaim.Of(machine.Server, Journal.Recover(machine.Stored.Span).Advertisement?.Entries.Find(key)) is { } claim)
            {
                yield return claim;
            }
        }
    }

    private static string Claims(Process reader, EntryKey key) =>
        string.Join(", ", reader.Node.Replica.Guests.Claims(key).Select(claim => $"{claim.Owner}@{claim.Revision}.{claim.Hold}{(claim.Buried ? " buried" : "")}"));
}
