using System.Globalization;
using System.Text;
using OrleansNaming.Tracks.Definitions;
using OrleansNaming.Tracks.Definitions.Triggers;

namespace OrleansNaming.Tracks.Language;

/// <summary>Writes a track's text.</summary>
internal static class TrackPrinter
{
    public static string Print(TrackDefinition track)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"TRACK {Quoted(track.Id)} VERSION {track.Version} GROUP {Quoted(track.Group)}\n");
        foreach (var trigger in track.Triggers)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {Print(trigger)}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"  {Print(track.Source)}\n");
        foreach (var step in track.Steps)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {Print(step)}\n");
        }

        return text.Append("END\n").ToString();
    }

    public static string Print(TrackTrigger trigger) => trigger switch
    {
        AtTrigger at => $"AT {Instants.Print(at.Instant)}",
        PeriodTrigger every => $"EVERY {Durations.Print(every.Period)}",
        CalendarTrigger every => $"EVERY {Quoted(every.Schedule)} IN {Quoted(every.Zone)}",
        ExternalTrigger external => $"WHEN EXTERNAL {Quoted(external.Name)}",
        QueryTrigger query => $"WHEN QUERY {ExpressionPrinter.Word(query.Connection)} {Quoted(query.Query)} RETURNS {(query.OnChange ? "CHANGES" : "ROWS")}",
        _ => throw new InvalidOperationException($"nothing prints {trigger.GetType().Name}"),
    };

    public static string Print(Continuation flow)
    {
        var wait = flow.Wait == TimeSpan.Zero ? "" : $"WAIT {Durations.Print(flow.Wait)} ";
        return wait + (flow.Flow == Flow.GoTo ? $"GO TO {Quoted(flow.Step!)}" : flow.Flow.ToString().ToUpperInvariant());
    }

    public static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Print(TrackSource source)
    {
        var from = source.Connection is { } connection ? $"{ExpressionPrinter.Word(connection)} {Quoted(source.Query!)}" : "CONTACTS";
        var updates = source.Updates is { } table ? $" UPDATES {ExpressionPrinter.Word(table)}" : "";
        var columns = source.Columns.Select(column => $"{ExpressionPrinter.Word(column.Name)} {column.Type.ToString().ToLowerInvariant()}{(column.IsOwn ? " OWN" : "")}");
        return $"GATHER FROM {from} KEY {ExpressionPrinter.Word(source.Key)}{updates}\n    COLUMNS {string.Join(", ", columns)}";
    }

    private static string Print(TrackStep step)
    {
        var position = step.Position is { } at ? string.Create(CultureInfo.InvariantCulture, $" AT {at.X}, {at.Y}") : "";
        var condition = step.Condition is null ? "DO" : $"IF {ExpressionPrinter.Print(step.Condition)}\n    THEN";
        var parts = new List<string>();
        if (step.Actions.Count > 0)
        {
            parts.Add(string.Join("\n    AND ", step.Actions.Select(ActionPrinter.Print)));
        }

        if (step.Failure != StepFailure.Usual)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"ON FAILURE AFTER {step.Failure.Tries} TRIES {(step.Failure.Continues ? "CONTINUE" : "STOP")}"));
        }

        if (step.OnTrue != Continuation.Next || step.Actions.Count == 0)
        {
            parts.Add(Print(step.OnTrue));
        }

        if (step.OnFalse != Continuation.Next)
        {
            parts.Add($"OTHERWISE {Print(step.OnFalse)}");
        }

        return $"STEP {Quoted(step.Name)}{position}\n    {condition} {string.Join("\n    ", parts)}";
    }
}
