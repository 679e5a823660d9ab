using System.Collections.Concurrent;
using OrleansNaming.Benchmarks.Measuring;
using OrleansNaming.Replica;

namespace OrleansNaming.Benchmarks.Resolve;

/// <summary>By handle and by name, against a volatile read and a dictionary's TryGetValue, over the same names in the same order.</summary>
internal sealed class Lookups(ConcurrentDictionary<string, BareSlot> bare, DirectoryReplica replica)
{
    private const int Operations = 200_000;

    public IReadOnlyList<Figure> Handles(int names, int rounds)
    {
        var order = Order(names);
        BareSlot[] slots = [.. order.Select(name => bare[name])];
        NameHandle[] handles = [.. order.Select(replica.GetHandle)];
        return Turns.Measure(
            rounds,
            new Contender("volatile read of a bare slot", Operations, () => Read(slots)),
            new Contender("`NameHandle.Current`", Operations, () => Read(handles)));
    }

    public IReadOnlyList<Figure> Names(int names, int rounds)
    {
        var order = Order(names);
        INamingReplica directory = replica;
        return Turns.Measure(
            rounds,
            new Contender("`ConcurrentDictionary.TryGetValue`", Operations, () => Find(order)),
            new Contender("`INamingReplica.Resolve`", Operations, () => Resolve(directory, order)));
    }

    /// <summary>Keys that are other objects than the stored ones, in random order.</summary>
    private static string[] Order(int names)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, names == Directory.Names ? Operations : names).Select(_ => Directory.NameOf(random.Next(Directory.Names)))];
    }

    private static long Read(BareSlot[] slots)
    {
        var sum = 0L;
        for (var (i, at) = (0, 0); i < Operations; i++)
        {
            sum += (long)slots[at].Set.Version;
            at = at + 1 == slots.Length ? 0 : at + 1;
        }

        return sum;
    }

    private static long Read(NameHandle[] handles)
    {
        var sum = 0L;
        for (var (i, at) = (0, 0); i < Operations; i++)
        {
            sum += handles[at].Current.Count;
            at = at + 1 == handles.Length ? 0 : at + 1;
        }

        return sum;
    }

    private long Find(string[] names)
    {
        var sum = 0L;
        for (var (i, at) = (0, 0); i < Operations; i++)
        {
            sum += bare.TryGetValue(names[at], out var slot) ? (long)slot.Set.Version : 0;
            at = at + 1 == names.Length ? 0 : at + 1;
        }

        return sum;
    }

    private static long Resolve(INamingReplica directory, string[] names)
    {
        var sum = 0L;
        for (var (i, at) = (0, 0); i < Operations; i++)
        {
            sum += directory.Resolve(names[at]).Count;
            at = at + 1 == names.Length ? 0 : at + 1;
        }

        return sum;
    }
}
