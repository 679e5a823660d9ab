namespace OrleansNaming.Core.Tests.Transcripts;

/// <summary>What happens to everything of these kinds from here to there; a null is anyone, no kinds are all.</summary>
internal sealed record LinkRule(Actor? From, Actor? To, IReadOnlyList<string> Kinds, LinkFate Fate)
{
    public bool Covers(Actor from, Actor to, string kind) =>
        (From is null || From == from) && (To is null || To == to) && (Kinds.Count == 0 ? from != to : Kinds.Contains(kind));

    public bool Covers(Flight flight) => !flight.IsTimer && Covers(flight.From, flight.To, flight.Kind);
}
