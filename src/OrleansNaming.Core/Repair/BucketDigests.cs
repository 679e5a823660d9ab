using System.Text;
using OrleansNaming.Wire;

namespace OrleansNaming.Repair;

/// <summary>
/// 256 digests over what a node holds: two nodes that agree exchange 2 KiB and stop (rule 13; Merkle's idea, one level deep, which is
/// enough up to <see cref="Limits.Owners"/>). Against faults, not forgers: every list that is fetched in consequence is verified itself.
/// </summary>
internal static class BucketDigests
{
    public const int Count = 256;

    /// <summary>How many differing buckets are answered with stamps.</summary>
    public const int AnsweredMax = 16;

    public static int BucketOf(ServerId server) => (int)(Mix(Offset, Encoding.UTF8.GetBytes(server.Value)) & (Count - 1));

    public static ulong[] Compute(IEnumerable<Holding> holdings)
    {
        var buckets = new ulong[Count];
        foreach (var holding in holdings)
        {
            buckets[BucketOf(holding.Server)] += HashOf(holding);
        }

        return buckets;
    }

    private const ulong Offset = 14_695_981_039_346_656_037;

    private static ulong HashOf(Holding holding)
    {
        var hash = Mix(Offset, Encoding.UTF8.GetBytes(holding.Server.Value));
        hash = Mix(hash, holding.Stamp.Incarnation);
        hash = Mix(hash, (ulong)holding.Stamp.Epoch.Boot.Value);
        hash = Mix(hash, holding.Stamp.Version);
        return Mix(hash, (ulong)holding.Digest.Value);
    }

    /// <summary>FNV-1a, 64 bits (Fowler, Noll and Vo).</summary>
    private static ulong Mix(ulong hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            hash = (hash ^ b) * 1_099_511_628_211;
        }

        return hash;
    }

    private static ulong Mix(ulong hash, ulong value)
    {
        for (var shift = 0; shift < 64; shift += 8)
        {
            hash = (hash ^ ((value >> shift) & 0xff)) * 1_099_511_628_211;
        }

        return hash;
    }
}
