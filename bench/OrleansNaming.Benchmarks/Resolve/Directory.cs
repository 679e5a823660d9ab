using System.Collections.Concurrent;
using OrleansNaming.Advertising;
using OrleansNaming.Replica;
using OrleansNaming.Wire;

namespace OrleansNaming.Benchmarks.Resolve;

/// <summary>
/// 100,000 names with three instances each, of 30 servers with 10,000 services each: once as a bare dictionary of slots, once as a replica
/// that got its lists over the wire.
/// </summary>
internal static class Directory
{
    public const int Names = 100_000;
    public const int Servers = 30;
    public const int Instances = 3;

    public static string NameOf(int i) => $"payments/eu/service-{i:d6}";

    /// <summary>The floor, with the same history: server after server, each adding its endpoint to the set of a name.</summary>
    public static ConcurrentDictionary<string, BareSlot> Bare()
    {
        var slots = new ConcurrentDictionary<string, BareSlot>();
        for (var server = 0; server < Servers; server++)
        {
            var host = HostOf(server);
            foreach (var (name, _) in LinesOf(server))
            {
                var endpoint = new BareEndpoint(host, PortOf(name));
                if (slots.TryGetValue(NameOf(name), out var slot))
                {
                    slot.Set = new BareSet(slot.Set.Version + 1, [.. slot.Set.Endpoints, endpoint]);
                }
                else
                {
                    slots[NameOf(name)] = new BareSlot(new BareSet(1, [endpoint]));
                }
            }
        }

        return slots;
    }

    /// <summary>The replica, from one snapshot of each server.</summary>
    public static DirectoryReplica Replica()
    {
        var replica = new DirectoryReplica();
        var changes = new List<NamingChange>();
        for (var server = 0; server < Servers; server++)
        {
            replica.Apply(Received(List(server)), null, changes);
            changes.Clear();
        }

        return replica;
    }

    /// <summary>Puts every line of every server anew, in deltas of <paramref name="lines"/> lines.</summary>
    public static void Touch(DirectoryReplica replica, int lines)
    {
        var changes = new List<NamingChange>();
        foreach (var view in replica.Owners)
        {
            foreach (var puts in view.Advertisement!.Entries.ToArray().Chunk(lines))
            {
                var current = view.Advertisement!;
                var moved = puts.Select(entry => Moved((Instance)entry)).ToArray();
                var (_, delta) = AdvertisementFold.Advance(current, current.Stamp.Next(), OwnerStatus.Serving, moved, []);
                DeltaCodec.TryDecode(DeltaCodec.Encode(delta), out var received);
                replica.Apply(AdvertisementFold.Apply(current.Server, current, received!, [])!, received, changes);
                changes.Clear();
            }
        }
    }

    /// <summary>The list of a server, as its owner has it.</summary>
    public static Advertisement List(int server)
    {
        var lines = from line in LinesOf(server)
                    select (Entry)new Instance(NameOf(line.Name), ServerName(server), [new Endpoint("http", HostOf(server), PortOf(line.Name))], null, null);
        var stamp = new Stamp(new Epoch(1, new BootId((ulong)server)), 1);
        return AdvertisementFold.Advance(AdvertisementFold.Nothing(new ServerId(ServerName(server))), stamp, OwnerStatus.Serving, [.. lines], []).Next;
    }

    /// <summary>The same list with objects of its own, as a peer decodes it.</summary>
    public static Advertisement Received(Advertisement list)
    {
        DeltaCodec.TryDecode(DeltaCodec.Encode(AdvertisementFold.Full(list)), out var delta);
        return AdvertisementFold.Apply(list.Server, null, delta!, [])!;
    }

    public static Instance Moved(Instance line)
    {
        var endpoint = line.Endpoints[0];
        return new Instance(line.Name, line.InstanceId, [endpoint with { Port = endpoint.Port % 60_000 + 1 }], null, null);
    }

    private static IEnumerable<(int Name, int Instance)> LinesOf(int server) =>
        from name in Enumerable.Range(0, Names)
        from instance in Enumerable.Range(0, Instances)
        where (name * Instances + instance) % Servers == server
        select (name, instance);

    private static int PortOf(int name) => 1_024 + name % 50_000;

    private static string ServerName(int server) => $"node-{server:d3}";

    private static string HostOf(int server) => $"10.20.30.{server}";
}
