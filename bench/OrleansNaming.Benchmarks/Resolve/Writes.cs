using System.Collections.Concurrent;
using OrleansNaming.Advertising;
using OrleansNaming.Benchmarks.Measuring;
using OrleansNaming.Replica;
using OrleansNaming.Wire;

namespace OrleansNaming.Benchmarks.Resolve;

/// <summary>What a version costs: the bare write, the replica's, and the whole way from bytes to shown.</summary>
internal sealed class Writes
{
    private const int Operations = 2_000;

    private readonly ConcurrentDictionary<string, BareSlot> _bare;
    private readonly DirectoryReplica _replica;
    private readonly List<NamingChange> _changes = [];
    private readonly Random _random = new(1);
    private readonly ServerId _byDelta = new("node-000");
    private readonly ServerId _byBytes = new("node-001");

    public Writes(ConcurrentDictionary<string, BareSlot> bare, DirectoryReplica replica)
    {
        _bare = bare;
        _replica = replica;
    }

    public IReadOnlyList<Figure> OneLine(int rounds)
    {
        var (applies, bytes) = (new List<(Advertisement, Delta)>(), new List<byte[]>());
        return Turns.Measure(
            rounds,
            new Contender("bare: find the slot, write a new array", Operations, Replace),
            new Contender("`Apply` of a one-line delta", Operations, () => Apply(applies), () => Prepare(_byDelta, applies, (next, delta) => (next, delta))),
            new Contender("decode, fold with digest check, `Apply`", Operations, () => Receive(bytes), () => Prepare(_byBytes, bytes, (_, delta) => DeltaCodec.Encode(delta))));
    }

    /// <summary>A snapshot of 10,000 lines: a line of it is the operation.</summary>
    public static IReadOnlyList<Figure> Snapshot(int rounds)
    {
        var list = Directory.List(0);
        var bytes = DeltaCodec.Encode(AdvertisementFold.Full(list));
        return Turns.Measure(
            rounds,
            new Contender("bare: add the slot", list.Entries.Count, () => Add(list)),
            new Contender("`Apply` of a snapshot, per line", list.Entries.Count, () => Show(list)),
            new Contender("decode, fold with digest check, `Apply`, per line", list.Entries.Count, () => Receive(list.Server, bytes)));
    }

    /// <summary>The owner's next versions, each with another port of one line.</summary>
    private void Prepare<T>(ServerId owner, List<T> versions, Func<Advertisement, Delta, T> version)
    {
        versions.Clear();
        var list = _replica.Find(owner)!.Advertisement!;
        var lines = list.Entries.ToArray();
        for (var i = 0; i < Operations; i++)
        {
            var at = _random.Next(lines.Length);
            lines[at] = Directory.Moved((Instance)lines[at]);
            (list, var delta) = AdvertisementFold.Advance(list, list.Stamp.Next(), OwnerStatus.Serving, [lines[at]], []);
            versions.Add(version(list, delta));
        }
    }

    private long Replace()
    {
        for (var i = 0; i < Operations; i++)
        {
            var slot = _bare[Directory.NameOf(_random.Next(Directory.Names))];
            slot.Set = new BareSet(slot.Set.Version + 1, [.. slot.Set.Endpoints]);
        }

        return Operations;
    }

    private long Apply(List<(Advertisement Next, Delta Delta)> versions)
    {
        foreach (var (next, delta) in versions)
        {
            _replica.Apply(next, delta, _changes);
            _changes.Clear();
        }

        return versions.Count;
    }

    private long Receive(List<byte[]> versions)
    {
        foreach (var bytes in versions)
        {
            DeltaCodec.TryDecode(bytes, out var delta);
            _replica.Apply(AdvertisementFold.Apply(_byBytes, _replica.Find(_byBytes)!.Advertisement, delta!, [])!, delta, _changes);
            _changes.Clear();
        }

        return versions.Count;
    }

    private static long Add(Advertisement list)
    {
        var slots = new ConcurrentDictionary<string, BareSlot>();
        foreach (var line in list.Entries)
        {
            slots[line.Name] = new BareSlot(new BareSet(1, [new BareEndpoint("10.20.30.0", 80)]));
        }

        return slots.Count;
    }

    private static long Show(Advertisement list)
    {
        var replica = new DirectoryReplica();
        replica.Apply(list, null, []);
        return replica.Owners.Count;
    }

    private static long Receive(ServerId server, byte[] bytes)
    {
        var replica = new DirectoryReplica();
        DeltaCodec.TryDecode(bytes, out var delta);
        replica.Apply(AdvertisementFold.Apply(server, null, delta!, [])!, null, []);
        return replica.Owners.Count;
    }
}
