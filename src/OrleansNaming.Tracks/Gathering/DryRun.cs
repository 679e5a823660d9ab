using OrleansNaming.Api;
using OrleansNaming.Tracks.Definitions;
using OrleansNaming.Tracks.Language;
using OrleansNaming.Tracks.Steps;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Gathering;

/// <summary>Asks a track's source and evaluates its first step for what is found, and does nothing: later steps depend on what the first one did.</summary>
internal sealed class DryRun(SourceReader reader, TimeProvider time)
{
    /// <summary>Records that are told of; all are counted.</summary>
    public const int RecordsMax = 100;

    /// <exception cref="NamingException">The track has no query, or its query failed.</exception>
    public async Task<ApiDryRun> RunAsync(TrackDefinition definition, CancellationToken cancellationToken)
    {
        if (definition.Source.IsBrought)
        {
            throw new NamingException(Refusal.Invalid, "this track's records are posted to it, or are the directory's events: there is nothing to ask");
        }

        var now = time.GetUtcNow();
        try
        {
            var found = await reader.ReadAsync(definition.Source, new Dictionary<string, object> { ["now"] = now, ["due"] = now, ["payload"] = "" }, cancellationToken);
            return new ApiDryRun(definition.Id, definition.Steps[0].Name, found.Count, [.. found.Take(RecordsMax).Select(record => Evaluate(definition, record, now))]);
        }
        catch (Exception e) when (e is not OutOfMemoryException && !cancellationToken.IsCancellationRequested) // a provider may throw anything for a value
        {
            throw new NamingException(Refusal.Invalid, $"the query of '{definition.Id}' failed: {e.Message}");
        }
    }

    private static ApiDryRecord Evaluate(TrackDefinition definition, GatheredRecord record, DateTimeOffset now)
    {
        var step = definition.Steps[0];
        var isMet = new Evaluation(RecordValues.Read(definition.Source, record.Columns, "{}"), now, 0).IsMet(step.Condition);
        return new ApiDryRecord(record.Key, isMet, isMet ? [.. step.Actions.Select(ActionPrinter.Print)] : []);
    }
}
