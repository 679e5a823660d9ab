using OrleansNaming.Benchmarks.Measuring;

namespace OrleansNaming.Benchmarks.Resolve;

/// <summary>Bytes that stay on the heap per name with three instances, names and hosts included.</summary>
internal static class Memory
{
    public static IReadOnlyList<Figure> Measure()
    {
        var bare = Held(Directory.Bare);
        var snapshots = Held(Directory.Replica);
        var deltas = Held(() => Touched(100));
        var singles = Held(() => Touched(1));
        return
        [
            Row("bare dictionary: string → slot with three endpoints", bare, bare),
            Row("replica, from snapshots", snapshots, bare),
            Row("replica, then every line changed by deltas of 100 lines", deltas, bare),
            Row("replica, then every line changed by a delta of its own", singles, bare),
        ];
    }

    private static Replica.DirectoryReplica Touched(int lines)
    {
        var replica = Directory.Replica();
        Directory.Touch(replica, lines);
        return replica;
    }

    private static double Held(Func<object> build)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var built = build();
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(built);
        return held / (double)Directory.Names;
    }

    private static Figure Row(string name, double bytes, double floor) => new(name, 0, 0, 0, bytes / floor, bytes);
}
