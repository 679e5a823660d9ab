using OrleansNaming.Advertising;

namespace OrleansNaming.Core.Tests.Advertising;

/// <summary>A random life of one owner, from a seed: each version's list, and the delta that led to it.</summary>
internal sealed class OwnerHistory
{
    public static readonly ServerId Server = new("alpha");
    public static readonly Epoch First = new(1_000, new BootId(7));

    private readonly Random _random;

    public OwnerHistory(int seed, int versions, int names = 30)
    {
        _random = new Random(seed);
        var current = AdvertisementFold.Nothing(Server);
        for (var version = 1; version <= versions; version++)
        {
            var stamp = new Stamp(First, (ulong)version);
            var (puts, removes) = RandomChange(names);
            (current, var delta) = AdvertisementFold.Advance(current, stamp, (OwnerStatus)_random.Next(2), puts, removes);
            Lists.Add(current);
            Deltas.Add(delta);
        }
    }

    /// <summary>The list at version 1, 2, ….</summary>
    public List<Advertisement> Lists { get; } = [];

    /// <summary>The delta that led to version 1 (a full list), 2, ….</summary>
    public List<Delta> Deltas { get; } = [];

    public Advertisement Newest => Lists[^1];

    public static Instance Line(string name, string instanceId, int port) =>
        new(name, instanceId, [new Endpoint("http", "10.0.0.1", port)], null, null);

    public static void AssertSame(Advertisement expected, Advertisement? actual, string where)
    {
        Assert.True(actual is not null, $"{where}: nothing came out");
        Assert.True(expected.Server == actual.Server && expected.Stamp == actual.Stamp && expected.Status == actual.Status, $"{where}: {actual}");
        Assert.True(expected.Digest == actual.Digest && expected.Entries.Sum == actual.Entries.Sum, $"{where}: another digest");
        Assert.True(Told(expected).SequenceEqual(Told(actual)), $"{where}: other lines");
    }

    private (List<Entry> Puts, List<EntryKey> Removes) RandomChange(int names)
    {
        var (puts, removes) = (new List<Entry>(), new List<EntryKey>());
        for (var i = _random.Next(6); i >= 0; i--)
        {
            var (name, id) = ($"n{_random.Next(names)}", $"i{_random.Next(2)}");
            switch (_random.Next(5))
            {
                case 0 or 1:
                    removes.Add(new EntryKey(name, id));
                    break;
                case 2:
                    puts.Add(new Context(name));
                    break;
                default:
                    puts.Add(Line(name, id, 1 + _random.Next(60_000)));
                    break;
            }
        }

        return (puts, removes);
    }

    private static IEnumerable<string> Told(Advertisement advertisement) => advertisement.Entries.All.Select(entry =>
        $"{entry.GetType().Name} {entry.Name} {entry.InstanceId} {(entry is Instance instance ? string.Join(',', instance.Endpoints) : "")}");
}
