namespace OrleansNaming.Tracks.Definitions;

/// <summary>
/// What <c>GATHER FROM naming "…"</c> asks for: kinds of events, and of which names: <c>lookup of shop/web</c>, <c>bound, unbound of shop/*</c>, <c>joined, silent, left</c>.
/// </summary>
/// <param name="Kinds">Which events.</param>
/// <param name="Name">One name; with <paramref name="IsBelow"/> the context whose names are meant; null for all names.</param>
/// <param name="IsBelow">Whether everything below <paramref name="Name"/> is meant.</param>
internal sealed record NamingQuery(IReadOnlyList<NamingEventKind> Kinds, string? Name, bool IsBelow)
{
    private const string Of = " of ";
    private const string Below = "/*";

    private static readonly NamingEventKind[] OfServers = [NamingEventKind.Joined, NamingEventKind.Silent, NamingEventKind.Left];

    /// <summary>The words for kinds, as people write them.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. Enum.GetNames<NamingEventKind>().Select(static name => name.ToLowerInvariant())];

    /// <summary>The columns that an event has, and their types; <c>id</c> is one of each event.</summary>
    public static IReadOnlyDictionary<string, TrackType> Columns { get; } = new Dictionary<string, TrackType>(StringComparer.Ordinal)
    {
        ["id"] = TrackType.Text,
        ["event"] = TrackType.Text,
        ["name"] = TrackType.Text,
        ["server"] = TrackType.Text,
        ["instance"] = TrackType.Text,
        ["endpoint"] = TrackType.Text,
        ["seen"] = TrackType.Time,
        ["instances"] = TrackType.Number,
        ["lookups"] = TrackType.Number,
    };

    /// <summary>The name whose lookups are told; null for a query that asks for none.</summary>
    public string? Tapped => Kinds.Contains(NamingEventKind.Lookup) ? Name : null;

    /// <returns>The query, or what is wrong and the word that was meant perhaps.</returns>
    public static (NamingQuery? Query, string? Error, string? Wrong) Parse(string text)
    {
        var split = text.IndexOf(Of, StringComparison.OrdinalIgnoreCase);
        var kinds = new List<NamingEventKind>();
        foreach (var word in (split < 0 ? text : text[..split]).Split(',', StringSplitOptions.TrimEntries))
        {
            if (!Words.Contains(word.ToLowerInvariant()))
            {
                return (null, $"'{word}' is no event of the directory: write some of {string.Join(", ", Words)}, and 'of' a name or of 'context/*'", word);
            }

            kinds.Add(Enum.Parse<NamingEventKind>(word, ignoreCase: true));
        }

        var name = split < 0 ? null : text[(split + Of.Length)..].Trim();
        var isBelow = name?.EndsWith(Below, StringComparison.Ordinal) == true;
        var query = new NamingQuery([.. kinds.Distinct()], isBelow ? name![..^Below.Length] : name, isBelow);
        return query.Wrong() is { } wrong ? (null, wrong, null) : (query, null, null);
    }

    /// <summary>Whether it asks for this event.</summary>
    /// <param name="kind">What happened.</param>
    /// <param name="name">To which name; empty for an event of a server.</param>
    public bool Wants(NamingEventKind kind, string name) => Kinds.Contains(kind)
        && (Name is null || OfServers.Contains(kind) || (IsBelow ? name.Length > Name.Length && name[Name.Length] == '/' && name.StartsWith(Name, StringComparison.Ordinal) : name == Name));

    private string? Wrong() => Kinds.Contains(NamingEventKind.Lookup) && (Name is null || IsBelow) ? "lookups are told of one name: write 'lookup of shop/web'"
        : Name is not null && Kinds.All(OfServers.Contains) ? "events of servers are of no name: leave 'of' out"
        : Name is not null && NamePath.Check(Name) is { } why ? $"'{Name}' is no name: {why}"
        : null;
}
