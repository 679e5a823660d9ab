using System.Collections.Concurrent;
using OrleansNaming.PointToPoint.Neighbours;

namespace OrleansNaming.PointToPoint.Sending;

/// <summary>
/// Which peer a call goes to: the one that is asked for, else each in turn. Never oneself, never one that is gone; one that is stale only
/// where none is reachable.
/// </summary>
internal sealed class PeerChoice(LocalServer local)
{
    /// <summary>Authorities whose turn is remembered; beyond, all are forgotten, which costs fairness for a moment.</summary>
    private const int TurnsMax = 4_096;

    private readonly ConcurrentDictionary<string, TurnCount> _turns = new(StringComparer.Ordinal);

    /// <summary>The peers to try, the best first.</summary>
    /// <param name="behind">Who stands behind the address.</param>
    /// <param name="port">The endpoint that is asked for: the URL's scheme.</param>
    /// <param name="target">Which peer; null for any.</param>
    /// <param name="turnOf">Whose turn it is counted under.</param>
    public IReadOnlyList<Neighbour> Order(IReadOnlyList<Neighbour> behind, string? port, PeerTarget? target, string turnOf)
    {
        var others = behind
            .Where(line => (line.IsGuest || line.Server != local.Server) && line.State != NeighbourState.Gone)
            .Where(line => port is null || line.Dedicated.Name == port)
            .Where(line => target?.Server is not { } wanted || (line.IsGuest ? line.Instance : line.Server.Value) == wanted)
            .Where(line => target?.At is not { } at || (line.Dedicated.Host == at.Host && line.Dedicated.Port == at.Port))
            .ToList();
        if (others.Count < 2)
        {
            return others;
        }

        var first = (int)(Turn(turnOf) % (uint)others.Count);
        return [.. others.Skip(first).Concat(others.Take(first)).OrderBy(line => line.State)];
    }

    private uint Turn(string authority)
    {
        if (_turns.Count >= TurnsMax)
        {
            _turns.Clear();
        }

        return _turns.GetOrAdd(authority, static _ => new TurnCount()).Next();
    }

    private sealed class TurnCount
    {
        private uint _next = uint.MaxValue;

        public uint Next() => Interlocked.Increment(ref _next);
    }
}
