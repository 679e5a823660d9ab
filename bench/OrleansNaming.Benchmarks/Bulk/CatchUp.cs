using OrleansNaming.Advertising;
using OrleansNaming.Benchmarks.Measuring;
using OrleansNaming.Replica;
using OrleansNaming.Wire;

namespace OrleansNaming.Benchmarks.Bulk;

/// <summary>The joiner's work on one reply, each contender going one step further than the one before. An operation is a line.</summary>
internal static class CatchUp
{
    public static IReadOnlyList<Figure> Measure(int rounds, int lines, byte[] reply) => Turns.Measure(
        rounds,
        new Contender("open and decode only", lines, () => Deltas(reply).Count, GC.Collect),
        new Contender("… and fold with digest check", lines, () => Lists(reply).Count, GC.Collect),
        new Contender("**… and `Apply`: readable**", lines, () => Show(reply), GC.Collect));

    private static List<(ServerId Server, Delta Full)> Deltas(byte[] reply)
    {
        Opener.TryOpen(reply, Pages.Cluster, Pages.Keys, Limits.SnapshotBytes, out var envelope);
        return envelope!.Message switch
        {
            ChangesReply changes => [(changes.Server, changes.Delta!)],
            DumpReply dump => [.. dump.Owners.Select(owner => (owner.Holding.Server, owner.Full))],
            _ => throw new InvalidOperationException("no list in the reply"),
        };
    }

    private static List<Advertisement> Lists(byte[] reply) =>
        [.. Deltas(reply).Select(owner => AdvertisementFold.Apply(owner.Server, null, owner.Full, [])!)];

    private static long Show(byte[] reply)
    {
        var (replica, changes) = (new DirectoryReplica(), new List<NamingChange>());
        foreach (var (server, full) in Deltas(reply))
        {
            replica.Apply(AdvertisementFold.Apply(server, null, full, [])!, null, changes);
        }

        return changes.Count;
    }
}
