using System.Collections.Concurrent;
using OrleansNaming.Node;

namespace OrleansNaming.Lan.Loop;

/// <summary>What the engine itself counts, beside what the node counts; shown together in status.</summary>
/// <param name="told">Gets a name and its count at 1, 2, 4, 8 …: an operator must hear of each, and a flood must not fill the log.</param>
internal sealed class EngineCounters(Action<string, long>? told = null)
{
    /// <summary>Datagrams that found <see cref="NodeHost.DatagramsQueuedMax"/> others waiting.</summary>
    public const string DroppedQueueFull = "dropped.queue-full";

    /// <summary>Datagrams that the system refused to send.</summary>
    public const string SendFailed = "send.failed";

    /// <summary>Pulls that were not dialled because the address is not one to connect to (<see cref="Pulls.AddressRule"/>).</summary>
    public const string PullForbidden = "pull.forbidden-address";

    /// <summary>Pulls that were answered 503 because too many were under way.</summary>
    public const string PullBusy = "pull.busy";

    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public void Add(string name)
    {
        var count = _counts.AddOrUpdate(name, 1, static (_, count) => count + 1);
        if (long.IsPow2(count))
        {
            told?.Invoke(name, count);
        }
    }

    public NodeStatus AddTo(NodeStatus status)
    {
        var all = new SortedDictionary<string, long>(status.Counters.ToDictionary(), StringComparer.Ordinal);
        foreach (var (name, count) in _counts)
        {
            all[name] = all.GetValueOrDefault(name) + count;
        }

        return status with { Counters = all };
    }
}
