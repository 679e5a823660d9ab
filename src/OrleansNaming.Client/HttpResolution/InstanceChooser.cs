using System.Collections.Concurrent;
using OrleansNaming.Resolution;

namespace OrleansNaming.HttpResolution;

/// <summary>
/// Chooses among the live instances of a name: those that take such a call, have a weight, are not draining while others are not, and
/// were not found unreachable in the last seconds while others were not.
/// </summary>
internal sealed class InstanceChooser(TimeProvider time)
{
    /// <summary>Longer than the directory takes to hide a server that died (design rule 11).</summary>
    private static readonly TimeSpan Shunned = TimeSpan.FromSeconds(10);

    /// <summary>Names and endpoints that are remembered; beyond, all are forgotten, which costs fairness for a moment.</summary>
    private const int RememberedMax = 4_096;

    private readonly ConcurrentDictionary<string, Turn> _turns = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Endpoint, long> _unreachable = [];

    /// <summary>The endpoint whose turn it is, or null when nothing is left.</summary>
    /// <param name="found">The live set.</param>
    /// <param name="address">What is called.</param>
    /// <param name="scheme">The URL's scheme.</param>
    /// <param name="except">An endpoint that this call has just found unreachable.</param>
    public Endpoint? Choose(InstanceSet found, LogicalAddress address, string scheme, Endpoint? except)
    {
        var candidates = new List<Candidate>(found.Count);
        foreach (var binding in found.Bindings)
        {
            if (binding.Instance.Weight > 0 && address.EndpointOf(binding.Instance, scheme) is { } endpoint && endpoint != except)
            {
                candidates.Add(new Candidate(endpoint, binding.Instance.Weight, DrainStage.IsDraining(binding), IsShunned(endpoint)));
            }
        }

        var best = Best(candidates);
        return best.Count == 0 ? null : best[Rotation.Pick([.. best.Select(candidate => candidate.Weight)], NextTurn(address.Name))].Endpoint;
    }

    public void Shun(Endpoint endpoint)
    {
        if (_unreachable.Count >= RememberedMax)
        {
            _unreachable.Clear();
        }

        _unreachable[endpoint] = time.GetTimestamp();
    }

    private static List<Candidate> Best(List<Candidate> candidates)
    {
        var serving = candidates.Where(candidate => candidate is { IsDraining: false, IsShunned: false }).ToList();
        var reachable = serving.Count > 0 ? serving : candidates.Where(candidate => !candidate.IsShunned).ToList();
        return reachable.Count > 0 ? reachable : candidates;
    }

    private bool IsShunned(Endpoint endpoint)
    {
        if (!_unreachable.TryGetValue(endpoint, out var since))
        {
            return false;
        }

        if (time.GetElapsedTime(since) < Shunned)
        {
            return true;
        }

        _unreachable.TryRemove(endpoint, out _);
        return false;
    }

    private uint NextTurn(string name)
    {
        if (_turns.Count >= RememberedMax)
        {
            _turns.Clear();
        }

        return _turns.GetOrAdd(name, static _ => new Turn()).Next();
    }

    private readonly record struct Candidate(Endpoint Endpoint, int Weight, bool IsDraining, bool IsShunned);

    private sealed class Turn
    {
        private uint _next = uint.MaxValue;

        public uint Next() => Interlocked.Increment(ref _next);
    }
}
