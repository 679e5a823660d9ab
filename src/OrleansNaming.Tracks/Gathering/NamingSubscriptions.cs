using OrleansNaming.Tracks.Definitions;

namespace OrleansNaming.Tracks.Gathering;

/// <summary>Which tracks gather which events of the directory.</summary>
internal sealed class NamingSubscriptions
{
    private readonly (string Track, NamingQuery Query)[] _all;

    public NamingSubscriptions(IEnumerable<TrackDefinition> definitions)
    {
        _all = [.. definitions.Where(static one => one.Source.IsNaming).OrderBy(static one => one.Id, StringComparer.Ordinal)
            .Select(static one => (one.Id, NamingQuery.Parse(one.Source.Query!).Query)).Where(static one => one.Query is not null).Select(static one => (one.Id, one.Query!))];
        Tapped = [.. _all.Select(static one => one.Query.Tapped).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    /// <summary>None.</summary>
    public static NamingSubscriptions None { get; } = new([]);

    public bool IsEmpty => _all.Length == 0;

    /// <summary>Tracks that gather events, lookups or others.</summary>
    public IEnumerable<string> Tracks => _all.Select(static one => one.Track);

    /// <summary>The names whose lookups are told.</summary>
    public IReadOnlyList<string> Tapped { get; }

    /// <summary>Whether some track asks for this event.</summary>
    public bool Wants(NamingEventKind kind, string name) => Array.Exists(_all, one => one.Query.Wants(kind, name));

    /// <summary>Whether that track asks for this event.</summary>
    public bool Wants(string track, NamingEvent what) => Array.Exists(_all, one => one.Track == track && one.Query.Wants(what.Kind, what.Name));
}
