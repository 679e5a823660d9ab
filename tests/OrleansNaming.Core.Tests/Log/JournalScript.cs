using OrleansNaming.Advertising;
using OrleansNaming.Core.Tests.Advertising;
using OrleansNaming.Log;

namespace OrleansNaming.Core.Tests.Log;

/// <summary>A store written step by step from a seed, and the state that each step committed.</summary>
internal sealed class JournalScript
{
    public JournalScript(int seed, int steps)
    {
        var random = new Random(seed);
        var history = new OwnerHistory(seed, versions: steps + 1);
        var floors = new SortedDictionary<ServerId, Floor>();
        var writer = new Journal();
        var version = 0;
        Floor[] first = [RandomFloor(random), RandomFloor(random)];
        Take(first);
        Records.Add(writer.EncodeSnapshot(history.Lists[0], first));
        Commit();
        for (var step = 0; step < steps; step++)
        {
            if (random.Next(4) == 0)
            {
                var floor = RandomFloor(random);
                Take([floor]);
                Records.Add(writer.EncodeFloor(floor));
            }
            else
            {
                Records.Add(writer.EncodeVersion(history.Deltas[++version]));
            }

            Commit();
        }

        void Take(Floor[] told) => Array.ForEach(told, floor => floors[floor.Server] = floor);

        void Commit() => Commits.Add(new JournalState(history.Lists[version], [.. floors.Values], null, Records.Sum(record => record.Length)));
    }

    /// <summary>What was written, write by write; the first is the snapshot.</summary>
    public List<byte[]> Records { get; } = [];

    /// <summary>What was committed after each write.</summary>
    public List<JournalState> Commits { get; } = [];

    public byte[] Bytes => [.. Records.SelectMany(record => record)];

    /// <summary>Each kind of record once, with fixed contents.</summary>
    public static byte[][] Golden()
    {
        var epoch = new Epoch(1_000, new BootId(7));
        var past = AdvertisementFold.Advance(
            AdvertisementFold.Nothing(new ServerId("alpha")), new Stamp(new Epoch(900, new BootId(3)), 44), OwnerStatus.Serving, [], []).Next;
        var opened = AdvertisementFold.Advance(past, new Stamp(epoch, 1), OwnerStatus.Serving, [Line("orders", "a1"), Line("pay", "a2")], []).Next;
        var (second, added) = AdvertisementFold.Advance(opened, opened.Stamp.Next(), OwnerStatus.Serving, [new Context("shop")], []);
        var (_, drained) = AdvertisementFold.Advance(second, second.Stamp.Next(), OwnerStatus.Draining, [], [new EntryKey("pay", "a2")]);
        var writer = new Journal();
        return
        [
            writer.EncodeSnapshot(opened, [new Floor(new ServerId("beta"), new Epoch(1_500, new BootId(8)), false, 1_600_000_000_000)]),
            writer.EncodeVersion(added),
            writer.EncodeFloor(new Floor(new ServerId("beta"), new Epoch(2_000, new BootId(9)), true, 1_700_000_000_000)),
            writer.EncodeVersion(drained),
        ];
    }

    /// <summary>All that a state says, as lines to compare.</summary>
    public static string[] Told(JournalState state) =>
    [
        $"{state.Advertisement?.Server} {state.Advertisement?.Stamp} {state.Advertisement?.Status}",
        .. state.Advertisement?.Entries.All.Select(entry =>
            $"{entry.Name} {entry.InstanceId} {(entry is Instance instance ? string.Join(',', instance.Endpoints) : "")}") ?? [],
        .. state.Floors.Select(floor => floor.ToString()),
    ];

    private static Instance Line(string name, string instanceId) => OwnerHistory.Line(name, instanceId, 8_080);

    private static Floor RandomFloor(Random random) => new(
        new ServerId($"s{random.Next(4)}"),
        new Epoch((ulong)random.NextInt64(1, 1L << 40), new BootId((UInt128)random.NextInt64())),
        random.Next(2) == 0,
        random.NextInt64(0, 1L << 42));
}
