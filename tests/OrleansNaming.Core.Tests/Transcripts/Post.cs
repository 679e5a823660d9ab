namespace OrleansNaming.Core.Tests.Transcripts;

/// <summary>Everything that is under way, and the rules that decide what arrives.</summary>
internal sealed class Post
{
    /// <summary>Every datagram, every leg of a pull and every write takes so long.</summary>
    public static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(1);

    private readonly List<Flight> _flights = [];
    private readonly List<LinkRule> _rules = [];
    private long _lastId;

    /// <summary>The next to arrive, or null.</summary>
    public Flight? Next => _flights.Where(flight => !flight.IsHeld).OrderBy(flight => flight.DueAt).ThenBy(flight => flight.Id).FirstOrDefault();

    public bool IsQuiet => _flights.All(flight => flight.IsHeld || flight.IsTimer);

    public LinkFate Send(TimeSpan now, Actor from, Actor to, string kind, string text, Action arrive)
    {
        var fate = _rules.LastOrDefault(rule => rule.Covers(from, to, kind))?.Fate ?? LinkFate.Passes;
        if (fate != LinkFate.Lost)
        {
            _flights.Add(new Flight(++_lastId, from, to, kind, text, arrive) { DueAt = now + Latency, IsHeld = fate == LinkFate.Held });
        }

        return fate;
    }

    public void TimeOut(TimeSpan at, Actor actor, Action arrive) =>
        _flights.Add(new Flight(++_lastId, actor, actor, Flight.TimeOut, "", arrive) { DueAt = at });

    public void Remove(Flight flight) => _flights.Remove(flight);

    /// <summary>What a process had not finished writing dies with it.</summary>
    public void RemoveWrites(Actor actor) => _flights.RemoveAll(flight => flight.From == actor && flight.Kind == "write");

    public void Add(LinkRule rule) => _rules.Add(rule);

    public void ClearRules() => _rules.Clear();

    public List<Flight> Held(LinkRule which) => [.. _flights.Where(flight => flight.IsHeld && which.Covers(flight))];
}
