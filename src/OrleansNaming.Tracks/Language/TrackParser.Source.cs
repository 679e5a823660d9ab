using OrleansNaming.Tracks.Definitions;
using OrleansNaming.Tracks.Definitions.Triggers;
using OrleansNaming.Tracks.Triggers;

namespace OrleansNaming.Tracks.Language;

/// <content>Triggers and the source.</content>
internal sealed partial class TrackParser
{
    private static readonly string[] Types = Enum.GetNames<TrackType>();

    /// <summary>AT time | EVERY duration | EVERY "cron" [IN "zone"] | WHEN EXTERNAL "name" | WHEN QUERY connection "select …" RETURNS ROWS | CHANGES</summary>
    public TrackTrigger Trigger()
    {
        if (Take("AT"))
        {
            return new AtTrigger(Instant());
        }

        if (Take("EVERY"))
        {
            return Current.Kind == TokenKind.Text ? Calendar() : Period();
        }

        Expect("WHEN", "AT", "EVERY");
        if (Take("EXTERNAL"))
        {
            return new ExternalTrigger(Name("a trigger's name"));
        }

        Expect("QUERY", "EXTERNAL");
        var at = Current;
        var (connection, query) = (Connection("a connection's name"), Query());
        if (connection == TrackSource.Naming)
        {
            Complain(at, $"'{TrackSource.Naming}' is the directory, which is asked no query: write GATHER FROM {TrackSource.Naming}");
        }

        Expect("RETURNS");
        var onChange = Take("CHANGES");
        if (!onChange)
        {
            Expect("ROWS", "CHANGES");
        }

        return new QueryTrigger(connection, query, onChange);
    }

    /// <summary>GATHER FROM connection "select …" KEY column [UPDATES table] COLUMNS … | GATHER FROM CONTACTS KEY column COLUMNS … | GATHER FROM naming "events" KEY column COLUMNS …</summary>
    public TrackSource Source()
    {
        Expect("GATHER", "AT", "EVERY", "WHEN");
        Expect("FROM");
        var isPosted = Take("CONTACTS");
        var connection = isPosted ? null : Connection("a connection's name, or CONTACTS");
        var queryAt = Current;
        var query = isPosted ? null : Query();
        var isNaming = connection == TrackSource.Naming;
        if (isNaming)
        {
            Events(queryAt, query!);
        }

        Expect("KEY");
        var keyAt = Current;
        var key = Identifier("the key's column");
        var updates = !isPosted && !isNaming && Take("UPDATES") ? Table() : null;
        Expect("COLUMNS");
        var columns = new List<TrackColumn>();
        do
        {
            Room(columns.Count, TrackSource.ColumnsMax, "columns");
            var columnAt = Current;
            columns.Add(Column(columns));
            if (isNaming)
            {
                Event(columnAt, columns[^1]);
            }
        }
        while (Take(","));

        if (!columns.Exists(column => column.Name == key && column is { IsOwn: false, Type: TrackType.Text or TrackType.Number }))
        {
            Complain(keyAt, $"the key '{key}' is no column of the source whose values are Text or Number", Nearest.To(key, columns.Select(column => column.Name).Where(name => name != key)));
        }

        return new TrackSource(connection, query, key, updates, [.. columns]);
    }

    /// <summary>Which events of the directory.</summary>
    private void Events(Token at, string query)
    {
        if (!string.IsNullOrWhiteSpace(query) && NamingQuery.Parse(query) is { Error: { } error, Wrong: var wrong })
        {
            Complain(at, error, wrong is null ? null : Nearest.To(wrong, NamingQuery.Words));
        }
    }

    /// <summary>A column that events of the directory have, or one of the track's own.</summary>
    private void Event(Token at, TrackColumn column)
    {
        if (!column.IsOwn && (!NamingQuery.Columns.TryGetValue(column.Name, out var type) || type != column.Type))
        {
            Complain(
                at, $"events of the directory have no column '{column.Name} {column.Type.ToString().ToLowerInvariant()}': they have {string.Join(", ", NamingQuery.Columns.Select(one => $"{one.Key} {one.Value.ToString().ToLowerInvariant()}"))}",
                Nearest.To(column.Name, NamingQuery.Columns.Keys));
        }
    }

    private TrackColumn Column(List<TrackColumn> before)
    {
        var at = Current;
        var name = Identifier("a column's name");
        if (before.Exists(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            Complain(at, $"there are two columns '{name}'");
        }

        var type = Types.FirstOrDefault(type => Current.Is(type));
        if (type is null)
        {
            Unexpected([.. Types]);
            return new TrackColumn(name, TrackType.Text, false);
        }

        _at++;
        return new TrackColumn(name, Enum.Parse<TrackType>(type), Take("OWN"));
    }

    private bool IsTrigger() => Current.Is("AT") || Current.Is("EVERY") || Current.Is("WHEN");

    private DateTimeOffset Instant()
    {
        if (Current is not { Kind: TokenKind.Time, Value: DateTimeOffset instant })
        {
            Fail($"expected a time such as 2026-12-01T08:00Z, found {Current.Shown}");
            return default;
        }

        _at++;
        return instant;
    }

    private PeriodTrigger Period()
    {
        var at = Current;
        var period = Duration();
        if (period < TimeSpan.FromSeconds(1))
        {
            Complain(at, "the shortest period is 1 second");
        }

        return new PeriodTrigger(period);
    }

    private CalendarTrigger Calendar()
    {
        var at = Current;
        var schedule = Text("a schedule");
        var zone = Take("IN") ? Text("a time zone") : "UTC";
        if (CronSchedule.Parse(schedule, zone).Error is { } error)
        {
            Complain(at, error);
        }

        return new CalendarTrigger(schedule, zone);
    }

    /// <summary>The table that SET writes to. A name has neither quotes nor a schema (<see cref="TrackColumn.IsName"/>), so that it cannot be another's by them.</summary>
    private string Table()
    {
        var at = Current;
        var table = Identifier("a table's name");
        if (TrackSource.IsKept(table))
        {
            Complain(at, $"no track may update '{table}': resource_token and tables whose names begin with {string.Join(", ", TrackSource.KeptPrefixes)} are this product's and the database's own");
        }

        return table;
    }

    private string Connection(string what)
    {
        var at = Current;
        return Known(at, "connection", Identifier(what), _vocabulary?.Connections);
    }

    private string Query()
    {
        var at = Current;
        var query = Text("a query");
        if (string.IsNullOrWhiteSpace(query))
        {
            Complain(at, "the query is empty");
        }

        return query;
    }

    /// <summary>A word that is no keyword, or any name in brackets.</summary>
    private string Identifier(string what)
    {
        var token = Current;
        if (token.Kind is not (TokenKind.Word or TokenKind.Bracketed) || (token.Kind == TokenKind.Word && Keywords.IsOne(token.Text)))
        {
            Fail($"expected {what}, found {token.Shown}{(token.Kind == TokenKind.Word ? $"; write [{token.Text}] if it is meant" : "")}");
            return "";
        }

        _at++;
        if (!TrackColumn.IsName(token.Text))
        {
            Complain(token, $"'{token.Text}' is no name: a letter or underscore, then letters, digits and underscores, at most {TrackColumn.NameLengthMax}");
        }

        return token.Text;
    }
}
