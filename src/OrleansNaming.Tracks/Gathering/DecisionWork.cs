using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.Logging;
using OrleansNaming.Tracks.Definitions;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Steps;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Gathering;

/// <summary>The work of decision tracks (rows E8–E10): the owner gathers each cycle, hands out records that may take a step, and whoever has room takes them along.</summary>
internal sealed partial class DecisionWork(DefinitionBook book, SqlRecordStore records, SourceReader reader, StepRunner runner, TimeSpan interval, TimeProvider time, ILogger<DecisionWork> logger) : ITrackWork
{
    // When each owned track gathered last; a new owner gathers at once. Bounded by the tracks there are.
    private readonly ConcurrentDictionary<string, (ulong Epoch, DateTimeOffset At)> _gathered = new(StringComparer.Ordinal);

    /// <summary>Whether a track is one that somebody wrote.</summary>
    public bool Has(string track) => book.Current.ContainsKey(track);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> SearchAsync(TrackToken token, int limit, CancellationToken cancellationToken)
    {
        if (!book.Current.TryGetValue(token.Track, out var definition))
        {
            return [];
        }

        await GatherWhenDueAsync(token, definition, cancellationToken);
        return await records.ReadyAsync(token, time.GetUtcNow(), limit, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> RunAsync(TrackToken token, string record, CancellationToken cancellationToken) => runner.RunAsync(token, record, cancellationToken);

    /// <summary>Gathers now, whether it is due or not. A source that fails stops neither the records that are there nor the next cycle.</summary>
    /// <returns>How many records are new or changed; null when nothing could be gathered.</returns>
    public async Task<int?> GatherAsync(TrackToken token, TrackDefinition definition, DateTimeOffset due, string payload, CancellationToken cancellationToken)
    {
        try
        {
            var parameters = new Dictionary<string, object> { ["now"] = time.GetUtcNow(), ["due"] = due, ["payload"] = payload };
            var gathered = await reader.ReadAsync(definition.Source, parameters, cancellationToken);
            var changed = await records.GatherAsync(token, definition.Version, definition.Steps[0].Name, gathered, cancellationToken);
            Log.Gathered(logger, definition.Id, gathered.Count, changed);
            return changed;
        }
        catch (Exception e) when (e is TrackSourceException or DbException)
        {
            Log.Failed(logger, definition.Id, e.Message);
            return null;
        }
    }

    private async Task GatherWhenDueAsync(TrackToken token, TrackDefinition definition, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (definition.Source.Query is null || (_gathered.TryGetValue(token.Track, out var last) && last.Epoch == token.Epoch && (now - last.At).Duration() < interval))
        {
            return;
        }

        _gathered[token.Track] = (token.Epoch, now);
        await GatherAsync(token, definition, now, "", cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(8020, LogLevel.Debug, "Track '{track}' gathered {found} records, {changed} of them new or changed.")]
        public static partial void Gathered(ILogger logger, string track, int found, int? changed);

        [LoggerMessage(8021, LogLevel.Warning, "Track '{track}' could not gather: {why}")]
        public static partial void Failed(ILogger logger, string track, string why);
    }
}
