using System.Collections.Concurrent;

namespace OrleansNaming.Cluster.Tests.Processes;

/// <summary>Every version that any life of any process showed: none goes back within a life (S1), and one stamp has one content (S7).</summary>
internal sealed class ShownLists
{
    private readonly ConcurrentDictionary<(SiloProcess Reader, string Owner), (ulong Incarnation, ulong Version)> _last = new();
    private readonly ConcurrentDictionary<(string Owner, ulong Incarnation, string Boot, ulong Version), string> _digests = new();
    private readonly ConcurrentQueue<string> _wrong = new();

    /// <summary>Called for one reader by one thread at a time.</summary>
    public void Add(SiloProcess reader, string owner, ulong incarnation, string boot, ulong version, string digest)
    {
        var stamp = (incarnation, version);
        if (_last.TryGetValue((reader, owner), out var before) && stamp.CompareTo(before) < 0)
        {
            _wrong.Enqueue($"{reader.Name} showed {stamp} of {owner} after {before}");
        }

        _last[(reader, owner)] = stamp;
        if (_digests.GetOrAdd((owner, incarnation, boot, version), digest) != digest)
        {
            _wrong.Enqueue($"{reader.Name} showed {stamp} of {owner} with another content than somebody else");
        }
    }

    public void Check()
    {
        Assert.Empty(_wrong);
        Assert.NotEmpty(_last);
    }
}
