using OrleansNaming.Log;
using OrleansNaming.Node;
using OrleansNaming.Simulation.Machines;
using OrleansNaming.Wire;

namespace OrleansNaming.Simulation.Checking;

/// <summary>
/// S4: what a node has shown to be gone does not come back without its owner's or its client's new word: after goodbye only a higher epoch,
/// after a guest's tombstone only a higher revision, or what the client registered after it had asked for that tombstone. (The second holds
/// where a holder lost its disk and began to count anew.)
/// <para>Known limit, not held against the nodes: a server whose disk was put back to a backup, and whom nobody answers at its start who holds
/// more of it than that backup, cannot know what it has forgotten; the guests that it then brings back live until their leases end, and a tombstone that it has forgotten
/// buries no older record any more that a third holds (seed 1251).</para>
/// </summary>
internal sealed class NoResurrection(World world) : Checker(world)
{
    private readonly Dictionary<(Process, EntryKey), Burial> _seen = [];
    private readonly Dictionary<(EntryKey, ulong Revision, long At), Burial> _burials = [];

    private readonly HashSet<(EntryKey, ulong Revision)> _broughtBack = [];
    private readonly HashSet<(EntryKey, ulong Revision)> _forgotten = [];

    /// <summary>Each server's newest list that anybody showed.</summary>
    private readonly Dictionary<ServerId, Advertisement> _newest = [];

    /// <summary>A tombstone: its revision, and which registration of its client it ended.</summary>
    private readonly record struct Burial(ulong Revision, int Generation);

    public override void Stepped(Process process, Input input, List<Output> outputs)
    {
        if (process.Node.Phase == NodePhase.Asking && input is DatagramReceived datagram)
        {
            Opener.TryOpen(datagram.Bytes.Span, World.Cluster, World.Keys, Limits.DatagramBytes, out var envelope);
            process.WasAnswered |= envelope?.Message is Summary summary && envelope.Sender != process.Server && KnowsMore(process, envelope.Sender, summary);
        }
    }

    /// <summary>
    /// Whether the one that answers says, or shows and so ought to say, more than the newcomer's disk held. One that has only just started
    /// itself knows an epoch from its floors, and no version (seed 1992).
    /// </summary>
    private bool KnowsMore(Process process, ServerId from, Summary summary)
    {
        var stored = Journal.Recover(process.Machine.Stored.Span).Advertisement?.Stamp ?? default;
        return summary.OfYou?.Stamp > stored || World.LiveProcessOf(from)?.Node.Replica.Find(process.Server)?.Stamp > stored;
    }

    public override void Shows(Process reader, Seen seen, Advertisement? before, Advertisement now)
    {
        FailUnless(seen.Left.Incarnation == 0 || now.Stamp.Epoch > seen.Left, () =>
            $"{reader} shows {now.Server} at {now.Stamp}, though it had said goodbye in that incarnation or a later one");
        foreach (var line in now.Entries)
        {
            if (line is Tombstone tombstone)
            {
                Bury(reader, tombstone, before);
            }
        }

        if (reader.Boot == now.Stamp.Epoch.Boot && now.Stamp.Version == 1)
        {
            Opens(reader, now);
        }

        if (!_newest.TryGetValue(now.Server, out var newest) || newest.Stamp < now.Stamp)
        {
            _newest[now.Server] = now;
        }
    }

    private void Opens(Process process, Advertisement first)
    {
        var machine = process.Machine;
        machine.IsRolledBack &= !process.WasAnswered;
        if (machine.IsRolledBack)
        {
            _broughtBack.UnionWith(first.Entries.OfType<Instance>().Where(line => line.IsGuest).Select(line => (new EntryKey(line), line.Guest!.Revision)));
            _forgotten.UnionWith((_newest.GetValueOrDefault(process.Server)?.Entries.OfType<Tombstone>() ?? []).Where(line => Forgets(first, line)).Select(line => (new EntryKey(line), line.Revision)));
        }
    }

    private static bool Forgets(Advertisement list, Tombstone grave) =>
        list.Entries.Find(grave.Name, grave.InstanceId) is not Tombstone kept || kept.Revision < grave.Revision;

    public override void Resolved(Process reader, string name, InstanceSet answer)
    {
        foreach (var instance in answer)
        {
            if (instance.Guest is { } guest && !_broughtBack.Contains((new EntryKey(instance), guest.Revision)) && _seen.TryGetValue((reader, new EntryKey(instance)), out var burial)
                && !_forgotten.Contains((new EntryKey(instance), burial.Revision)))
            {
                FailUnless(guest.Revision > burial.Revision || Workload.GuestClient.GenerationOf(instance) > burial.Generation, () =>
                    $"{reader} resolves guest {instance} at revision {guest.Revision}; it had seen its tombstone at revision {burial.Revision}");
            }
        }
    }

    private void Bury(Process reader, Tombstone tombstone, Advertisement? before)
    {
        var key = new EntryKey(tombstone);
        var identity = (key, tombstone.Revision, tombstone.BuriedUnixMilliseconds);
        if (!_burials.TryGetValue(identity, out var burial))
        {
            // The first to show it is the owner that made it: at the moment when its client asked, or, where it ranks below the record in its place,
            // when that record's lease ended. Then it buries what was before that record.
            var ended = before?.Entries.Find(key) is Instance { Guest: { } guest } record && guest.Revision > tombstone.Revision ? record : null;
            burial = _burials[identity] = new Burial(tombstone.Revision, ended is null ? World.Guests.Find(key)?.Generation ?? 0 : Workload.GuestClient.GenerationOf(ended) - 1);
        }

        var place = (reader, key);
        if (!_seen.TryGetValue(place, out var known) || known.Revision < burial.Revision)
        {
            _seen[place] = burial;
        }
    }
}
