using System.Text.Json;
using OrleansNaming.Tracks.Definitions;
using OrleansNaming.Tracks.Language.Graphs;

namespace OrleansNaming.Tracks.Language;

/// <summary>A track as a drawing in JSON (rows E32, E33): holds all that the text holds, places of boxes included.</summary>
internal static class TrackGraph
{
    public static string Print(TrackDefinition track) => JsonSerializer.Serialize(ToGraph(track), GraphJson.Default.GraphTrack);

    /// <summary>Reads a drawing. Errors stand in the text that it amounts to, or in its JSON when it is none.</summary>
    public static Reading<TrackDefinition> Parse(string json, TrackVocabulary? vocabulary = null)
    {
        if (json.Length > 4 * TrackText.LengthMax)
        {
            return Wrong(new TrackError(1, 1, "the drawing is too long"));
        }

        try
        {
            return JsonSerializer.Deserialize(json, GraphJson.Default.GraphTrack) is { } graph ? GraphReader.Read(graph, vocabulary) : Wrong(new TrackError(1, 1, "null is no track"));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return Wrong(new TrackError(1, 1, "the drawing holds half a character")); // the two that System.Text.Json throws for a lone surrogate, as it stands and escaped
        }
        catch (JsonException e)
        {
            return Wrong(new TrackError((int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1, $"this is no drawing of a track: {e.Message}"));
        }
    }

    private static Reading<TrackDefinition> Wrong(TrackError error) => new(null, [error]);

    private static GraphTrack ToGraph(TrackDefinition track) => new(
        track.Id, track.Version, track.Group, [.. track.Triggers.Select(TrackPrinter.Print)],
        new GraphSource(
            track.Source.Key, [.. track.Source.Columns.Select(column => new GraphColumn(column.Name, column.Type.ToString(), column.IsOwn))],
            track.Source.Connection, track.Source.Query, track.Source.Updates),
        [.. track.Steps.Select(ToGraph)]);

    private static GraphStep ToGraph(TrackStep step) => new(
        step.Name, [.. step.Actions.Select(ActionPrinter.Print)], ToGraph(step.OnTrue), ToGraph(step.OnFalse), step.Condition is null ? null : ExpressionPrinter.Print(step.Condition),
        step.Position?.X, step.Position?.Y, step.Failure.Tries, step.Failure.Continues);

    private static GraphArrow ToGraph(Continuation flow) => new(flow.Flow.ToString(), flow.Step, flow.Wait == TimeSpan.Zero ? null : Durations.Print(flow.Wait));
}
