using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OrleansNaming.Wire;

/// <summary>
/// The first 8 bytes of SHA-256 of a cluster's name, which every envelope carries: another cluster's traffic is dropped by one comparison.
/// It tells apart, it does not protect; keys do.
/// </summary>
internal sealed class ClusterMark
{
    private readonly string _cluster;
    private readonly ulong _mark;

    // A pure function's last result: every call of a process asks for the same cluster.
    private static volatile ClusterMark _last = new("default");

    private ClusterMark(string cluster)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(cluster), hash);
        _cluster = cluster;
        _mark = BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }

    public static ulong Of(string cluster)
    {
        var last = _last;
        if (last._cluster != cluster)
        {
            _last = last = new ClusterMark(cluster);
        }

        return last._mark;
    }
}
