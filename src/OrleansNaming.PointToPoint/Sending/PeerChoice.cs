using OrleansNaming.HttpResolution;
using OrleansNaming.PointToPoint.Neighbours;

namespace OrleansNaming.PointToPoint.Sending;

/// <summary>
/// Which peer a call goes to: the one that is asked for, else each in turn. Never oneself, never one that is gone; one that is stale only
/// where none is reachable.
/// </summary>
internal sealed class PeerChoice(LocalServer local)
{
    private readonly Turns _turns = new();

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

        var first = (int)(_turns.Next(turnOf) % (uint)others.Count);
        return [.. others.Skip(first).Concat(others.Take(first)).OrderBy(line => line.State)];
    }
}
