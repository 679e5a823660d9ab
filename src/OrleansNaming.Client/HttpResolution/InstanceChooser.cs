using System.Collections.Concurrent;
using OrleansNaming.Resolution;

namespace OrleansNaming.HttpResolution;

/// <summary>
/// Chooses among the live instances of a name by an HttpClient's policy: those that take such a call, have a weight and are of its zones;
/// of them, as long as any are left, those that were not found unreachable in the last seconds, then the healthy, then those that do not
/// drain, then those of the nearest zone. The order is the pipeline's; only reachability comes first, which this process has just seen itself.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="random">64 random bits; null for the process's own.</param>
internal sealed class InstanceChooser(TimeProvider time, Func<ulong>? random = null)
{
    /// <summary>Longer than the directory takes to hide a server that died (design rule 11).</summary>
    private static readonly TimeSpan Shunned = TimeSpan.FromSeconds(10);

    /// <summary>Endpoints that are remembered; beyond, all are forgotten, which costs fairness for a moment.</summary>
    private const int RememberedMax = 4_096;

    private readonly Turns _turns = new();
    private readonly ConcurrentDictionary<Endpoint, long> _unreachable = [];
    private readonly CallsUnderWay _underWay = new();
    private readonly Func<ulong> _random = random ?? (static () => unchecked((ulong)Random.Shared.NextInt64(long.MinValue, long.MaxValue)));

    /// <summary>The endpoint that is chosen, or null when nothing is left.</summary>
    /// <param name="found">The live set.</param>
    /// <param name="address">What is called.</param>
    /// <param name="scheme">The URL's scheme.</param>
    /// <param name="options">The HttpClient's policy and zones.</param>
    /// <param name="key">What <see cref="BalancingPolicy.Consistent"/> goes by; null for none.</param>
    /// <param name="except">An endpoint that this call has just found unreachable.</param>
    public Endpoint? Choose(
        InstanceSet found, LogicalAddress address, string scheme, NamingResolutionOptions options, string? key = null, Endpoint? except = null)
    {
        var zones = options.ZoneOrder;
        var candidates = new List<Candidate>(found.Count);
        foreach (var binding in found.Bindings)
        {
            var zone = ZoneStage.PlaceOf(binding.Instance, zones);
            if (binding.Instance.Weight > 0 && (zones.Count == 0 || zone < zones.Count)
                && address.EndpointOf(binding.Instance, scheme) is { } endpoint && endpoint != except)
            {
                candidates.Add(new Candidate(
                    endpoint, binding.Instance, IsShunned(endpoint), binding.Instance.Health == InstanceHealth.Unhealthy, DrainStage.IsDraining(binding), zone));
            }
        }

        var best = Best(candidates);
        return best.Count == 0 ? null : best[Pick(best, options.Policy, key, address.Name)].Endpoint;
    }

    /// <summary>Counts a call to an endpoint as under way until it is disposed.</summary>
    public IDisposable Begin(Endpoint endpoint) => _underWay.Begin(endpoint);

    public void Shun(Endpoint endpoint)
    {
        if (_unreachable.Count >= RememberedMax)
        {
            _unreachable.Clear();
        }

        _unreachable[endpoint] = time.GetTimestamp();
    }

    private int Pick(List<Candidate> best, BalancingPolicy policy, string? key, string name)
    {
        int[] weights = [.. best.Select(candidate => candidate.Instance.Weight)];
        return policy switch
        {
            BalancingPolicy.First => 0,
            BalancingPolicy.TwoChoices => TwoChoices.Pick(weights, [.. best.Select(candidate => _underWay.Of(candidate.Endpoint))], _random()),
            BalancingPolicy.Consistent when key is not null => ConsistentChoice.Pick(key, [.. best.Select(candidate => candidate.Instance.InstanceId)], weights),
            _ => Rotation.Pick(weights, _turns.Next(name)),
        };
    }

    private static List<Candidate> Best(List<Candidate> candidates)
    {
        candidates = Prefer(candidates, candidate => !candidate.IsShunned);
        candidates = Prefer(candidates, candidate => !candidate.IsUnhealthy);
        candidates = Prefer(candidates, candidate => !candidate.IsDraining);
        var nearest = candidates.Count == 0 ? 0 : candidates.Min(candidate => candidate.Zone);
        return Prefer(candidates, candidate => candidate.Zone == nearest);
    }

    private static List<Candidate> Prefer(List<Candidate> candidates, Predicate<Candidate> isBetter) =>
        candidates.FindAll(isBetter) is { Count: > 0 } better ? better : candidates;

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

    private readonly record struct Candidate(Endpoint Endpoint, Instance Instance, bool IsShunned, bool IsUnhealthy, bool IsDraining, int Zone);
}
