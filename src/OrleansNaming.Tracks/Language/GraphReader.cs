using OrleansNaming.Tracks.Definitions;
using OrleansNaming.Tracks.Definitions.Actions;
using OrleansNaming.Tracks.Definitions.Triggers;
using OrleansNaming.Tracks.Language.Graphs;

namespace OrleansNaming.Tracks.Language;

/// <summary>
/// Makes a track of a drawing: each part that is written in words is read by itself, so that none can reach into the next, and the whole is then printed and read, so that a
/// drawing and a text are held to the same rules.
/// </summary>
internal static class GraphReader
{
    public static Reading<TrackDefinition> Read(GraphTrack graph, TrackVocabulary? vocabulary)
    {
        var errors = new List<TrackError>();
        var source = new TrackSource(
            graph.Source.Connection, graph.Source.Query, graph.Source.Key, graph.Source.Updates,
            [.. graph.Source.Columns.Select(column => new TrackColumn(column.Name, Kind<TrackType>(column.Type, $"column '{column.Name}'", errors), column.IsOwn))]);
        if ((source.Connection is null) != (source.Query is null) || (source.Query is null && source.Updates is not null))
        {
            errors.Add(new TrackError(1, 1, "source: connection and query go together, and updates only with them"));
        }

        var triggers = graph.Triggers.Select((text, i) => Part(text, null, $"triggers[{i}]", errors, parser => parser.Trigger())).OfType<TrackTrigger>().ToArray();
        var steps = graph.Steps.Select(step => Step(step, source, errors)).ToArray();
        if (errors.Count > 0)
        {
            return new Reading<TrackDefinition>(null, [.. errors.Take(Reading<TrackDefinition>.ErrorsMax)]);
        }

        var text = TrackText.Print(new TrackDefinition(graph.Id, graph.Version, graph.Group, [.. triggers], source, [.. steps]));
        return TrackText.Parse(text, vocabulary) with { Text = text };
    }

    private static TrackStep Step(GraphStep step, TrackSource source, List<TrackError> errors)
    {
        var where = $"step '{step.Name}'";
        if ((step.X is null) != (step.Y is null))
        {
            errors.Add(new TrackError(1, 1, $"{where}: x and y go together"));
        }

        var condition = step.Condition is null ? null : Part(step.Condition, source, $"{where}, condition", errors, parser => parser.Condition());
        var actions = step.Actions.Select((text, i) => Part(text, source, $"{where}, actions[{i}]", errors, parser => parser.Action())).OfType<TrackAction>().ToArray();
        return new TrackStep(
            step.Name, step is { X: { } x, Y: { } y } ? new StepPosition(x, y) : null, condition, [.. actions], new StepFailure(step.Tries, step.ContinuesOnFailure),
            Arrow(step.OnTrue, $"{where}, onTrue", errors), Arrow(step.OnFalse, $"{where}, onFalse", errors));
    }

    private static Continuation Arrow(GraphArrow arrow, string where, List<TrackError> errors)
    {
        var flow = Kind<Flow>(arrow.To, where, errors);
        if ((flow == Flow.GoTo) != (arrow.Step is not null))
        {
            errors.Add(new TrackError(1, 1, $"{where}: GoTo, and only GoTo, names a step"));
        }

        var wait = arrow.Wait is null ? null : Part(arrow.Wait, null, $"{where}, wait", errors, parser => new Continuation(Flow.Again, null, parser.Duration()));
        return new Continuation(flow, arrow.Step, wait?.Wait ?? TimeSpan.Zero);
    }

    private static T? Part<T>(string text, TrackSource? source, string where, List<TrackError> errors, Func<TrackParser, T> read)
        where T : class
    {
        var reading = text.Length > TrackText.LengthMax ? new Reading<T>(null, [new TrackError(1, 1, "is too long")]) : TrackParser.Read(text, source, read);
        errors.AddRange(reading.Errors.Select(error => error with { Message = $"{where}: {error.Message}" }));
        return reading.Value;
    }

    private static T Kind<T>(string text, string where, List<TrackError> errors)
        where T : struct, Enum
    {
        if (Enum.GetNames<T>().FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name)
        {
            return Enum.Parse<T>(name);
        }

        errors.Add(new TrackError(1, 1, $"{where}: '{text}' is none of {string.Join(", ", Enum.GetNames<T>())}", Nearest.To(text, Enum.GetNames<T>())));
        return default;
    }
}
