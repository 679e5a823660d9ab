using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.Logging;
using OrleansNaming.Tracks.Definitions;
using OrleansNaming.Tracks.Language;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Steps;
using OrleansNaming.Tracks.Stores;
using OrleansNaming.Tracks.Triggers;

namespace OrleansNaming.Tracks.Gathering;

/// <summary>The work of decision tracks (rows E8–E10): the owner gathers each cycle, hands out records that may take a step, and whoever has room takes them along.</summary>
internal sealed partial class DecisionWork(DefinitionBook book, SqlRecordStore records, SourceReader reader, TriggerBoard triggers, StepRunner runner, TimeSpan interval, TimeProvider time, ILogger<DecisionWork> logger) : ITrackWork
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
    public Task<bool> RunAsync(TrackToken token, string record, CancellationToken cancellationToken) => RunAsync(token, [record], static _ => Task.CompletedTask, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> RunAsync(TrackToken token, IReadOnlyList<string> records, Func<IReadOnlyList<string>, Task> done, CancellationToken cancellationToken) =>
        runner.RunAsync(token, records, done, cancellationToken);

    /// <summary>A track without triggers gathers once a cycle; another one when something fires or is brought, and asks its queries once a cycle.</summary>
    private async Task GatherWhenDueAsync(TrackToken token, TrackDefinition definition, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var isNewCycle = !_gathered.TryGetValue(token.Track, out var last) || last.Epoch != token.Epoch || (now - last.At).Duration() >= interval;
        if (isNewCycle)
        {
            _gathered[token.Track] = (token.Epoch, now);
        }

        try
        {
            if (definition is not { Triggers.Count: 0, Source.IsBrought: false })
            {
                await FireAsync(token, definition, isNewCycle, cancellationToken);
            }
            else if (isNewCycle)
            {
                await GatherAsync(token, definition, now, new PendingTrigger("", "", 0), cancellationToken);
            }
        }
        catch (Exception e) when (IsFailure(e, cancellationToken))
        {
            Log.Failed(logger, definition.Id, e.Message); // stops neither the records that are there nor the next cycle
        }
    }

    /// <summary>What is there first, then what the queries say, since they may take their time.</summary>
    private async Task FireAsync(TrackToken token, TrackDefinition definition, bool isNewCycle, CancellationToken cancellationToken)
    {
        await FireDueAsync(token, definition, isNewCycle, cancellationToken);
        if (isNewCycle && await triggers.AskAsync(token, definition, why => Log.Failed(logger, definition.Id, why), cancellationToken))
        {
            await FireDueAsync(token, definition, isNewCycle: false, cancellationToken);
        }
    }

    private async Task FireDueAsync(TrackToken token, TrackDefinition definition, bool isNewCycle, CancellationToken cancellationToken)
    {
        foreach (var trigger in await triggers.DueAsync(token, definition, book.SavedAt(definition.Id), isNewCycle, cancellationToken))
        {
            if (!await FireAsync(token, definition, trigger, cancellationToken))
            {
                return;
            }
        }
    }

    /// <summary>Gathers for a trigger, then says so: what was gathered for twice changes nothing the second time.</summary>
    /// <returns>False when the source is not there: then it is so for the other triggers, too, and each would wait for it.</returns>
    private async Task<bool> FireAsync(TrackToken token, TrackDefinition definition, PendingTrigger trigger, CancellationToken cancellationToken)
    {
        var due = Instants.TryParse(trigger.Payload, out var at) ? at : time.GetUtcNow();
        try
        {
            await GatherAsync(token, definition, due, trigger, cancellationToken);
        }
        catch (TrackSourceException unusable) when (definition.Source.IsBrought)
        {
            Log.Failed(logger, definition.Id, unusable.Message); // what was posted will not become better
        }
        catch (Exception e) when (IsFailure(e, cancellationToken))
        {
            await FailAsync(token, definition.Id, trigger, e, cancellationToken);
            return e is not (DbException { IsTransient: true } or TrackSourceException { IsLate: true });
        }

        await triggers.DoneAsync(token, trigger, cancellationToken);
        return true;
    }

    private async Task FailAsync(TrackToken token, string track, PendingTrigger trigger, Exception e, CancellationToken cancellationToken)
    {
        Log.Failed(logger, track, e.Message);
        if (await triggers.FailedAsync(token, trigger, e.Message, e is DbException { IsTransient: true }, cancellationToken))
        {
            Log.GivenUp(logger, track, trigger.Due, SqlTriggerStore.TriesMax, e.Message);
        }
    }

    /// <summary>Whatever it is: providers throw much more than they say when a value does not fit.</summary>
    private static bool IsFailure(Exception e, CancellationToken cancellationToken) => e is not OutOfMemoryException && !cancellationToken.IsCancellationRequested;

    private async Task GatherAsync(TrackToken token, TrackDefinition definition, DateTimeOffset due, PendingTrigger trigger, CancellationToken cancellationToken)
    {
        var parameters = new Dictionary<string, object> { ["now"] = time.GetUtcNow(), ["due"] = due, ["payload"] = trigger.Payload };
        var gathered = definition.Source.IsBrought ? PostedContacts.Read(definition.Source, trigger.Payload, why => Log.LeftOut(logger, definition.Id, why)) : await reader.ReadAsync(definition.Source, parameters, cancellationToken);
        var changed = await records.GatherAsync(token, definition.Version, definition.Steps[0].Name, gathered, trigger.AtMs, cancellationToken);
        Log.Gathered(logger, definition.Id, gathered.Count, changed);
    }

    private static partial class Log
    {
        [LoggerMessage(8020, LogLevel.Debug, "Track '{track}' gathered {found} records, {changed} of them new or changed.")]
        public static partial void Gathered(ILogger logger, string track, int found, int? changed);

        [LoggerMessage(8022, LogLevel.Debug, "Track '{track}' left a contact out: {why}")]
        public static partial void LeftOut(ILogger logger, string track, string why);

        [LoggerMessage(8021, LogLevel.Warning, "Track '{track}' could not gather: {why}")]
        public static partial void Failed(ILogger logger, string track, string why);

        [LoggerMessage(8023, LogLevel.Error, "Track '{track}' gives up {due}, for which it could not gather {tries} times: {why}")]
        public static partial void GivenUp(ILogger logger, string track, string due, int tries, string why);
    }
}
