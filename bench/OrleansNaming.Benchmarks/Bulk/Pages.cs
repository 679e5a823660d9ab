using OrleansNaming.Advertising;
using OrleansNaming.Wire;

namespace OrleansNaming.Benchmarks.Bulk;

/// <summary>What a joiner is sent, sealed: one owner's snapshot, or a dump of many owners in pages.</summary>
internal static class Pages
{
    public const string Cluster = "bench";
    public static readonly Keyring Keys = new([(1, new byte[32])]);

    public static byte[] Snapshot(int lines)
    {
        var list = List(0, lines);
        return Sealer().Seal(new ChangesReply(ChangesOutcome.Snapshot, list.Server, list.Stamp, AdvertisementFold.Full(list), list.Inherits, TimeSpan.FromSeconds(1)));
    }

    public static byte[] Dump(int owners, int lines) =>
        Sealer().Seal(new DumpReply(true, [.. Enumerable.Range(0, owners).Select(owner => Dumped(List(owner, lines)))], Next: null));

    private static Sealer Sealer() => new(Cluster, new ServerId("peer"), new BootId(1), 1, 1, Keys);

    private static DumpedOwner Dumped(Advertisement list) => new(
        new Holding(list.Server, list.Stamp, list.Digest, OwnerState.Alive, TimeSpan.Zero, 1, null), AdvertisementFold.Full(list), list.Inherits, TimeSpan.FromSeconds(1));

    private static Advertisement List(int owner, int lines)
    {
        var server = new ServerId($"node-{owner:d4}");
        var instances = from line in Enumerable.Range(0, lines)
                        select (Entry)new Instance($"payments/eu/service-{owner:d4}-{line:d5}", server.Value, [new Endpoint("http", "10.20.30.1", 1_024 + line)], null, null);
        var stamp = new Stamp(new Epoch(1, new BootId((ulong)owner + 2)), 1);
        return AdvertisementFold.Advance(AdvertisementFold.Nothing(server), stamp, OwnerStatus.Serving, [.. instances], []).Next;
    }
}
