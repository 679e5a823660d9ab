using System.Data.Common;
using OrleansNaming.Tracks.Definitions;
using OrleansNaming.Tracks.Fencing;
using OrleansNaming.Tracks.Gathering;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Stores;
using OrleansNaming.Tracks.Telemetry;

namespace OrleansNaming.Tracks.Steps;

/// <summary>
/// Takes records along their steps (rows E1–E4): evaluates the condition of the step that a record is on, does the actions one after the other, and moves it on. Each action and each move is
/// one fenced transaction that names where the record stood, so that whoever comes late, after a restart or as a former owner, changes nothing; what an action does outside of the
/// database happens before it, at least once.
/// </summary>
/// <param name="records">Where they stand.</param>
/// <param name="book">The definitions.</param>
/// <param name="inside">Actions in the database.</param>
/// <param name="outside">Actions beyond it.</param>
/// <param name="group">The group.</param>
/// <param name="time">The clock of waits, retries and <c>now()</c>.</param>
/// <param name="meter">Told how long after its event a record was acted on.</param>
internal sealed class StepRunner(SqlRecordStore records, DefinitionBook book, TransactionalActions inside, OutsideActions outside, string group, TimeProvider time, TrackMeter meter)
{
    /// <summary>Steps and actions of one record in a row; then it goes back to be handed out again, so that a loop without waits starves nobody.</summary>
    private const int MovesMax = 256;

    private static readonly WorkOptions Waits = new();

    /// <summary>Takes a record as far as it can go now.</summary>
    /// <returns>False when it must be tried again soon: the database gave no answer.</returns>
    public async Task<bool> RunAsync(TrackToken token, string key, CancellationToken cancellationToken)
    {
        try
        {
            for (var moves = 0; moves < MovesMax; moves++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (await records.FindAsync(token, key, time.GetUtcNow(), cancellationToken) is not { } record || !await MoveAsync(token, record, cancellationToken))
                {
                    break;
                }
            }

            return true;
        }
        catch (DbException unknown) when (unknown.IsTransient)
        {
            return false;
        }
    }

    /// <summary>One action, or one step on.</summary>
    /// <returns>Whether it may go on at once.</returns>
    private async Task<bool> MoveAsync(TrackToken token, TrackRecord record, CancellationToken cancellationToken)
    {
        var definition = await book.FindAsync(token.Track, record.Version, cancellationToken);
        if (definition?.FindStep(record.Step) is not { } step)
        {
            return await WriteAsync(token, record, record, RecordState.Dead, default, $"there is no step '{record.Step}' in version {record.Version} of the track", cancellationToken);
        }

        var values = RecordValues.Read(definition.Source, record.Columns, record.Own);
        var evaluation = new Evaluation(values, time.GetUtcNow(), record.Visit);
        var isEntering = record is { Action: 0, Attempts: 0 };
        if (isEntering && !evaluation.IsMet(step.Condition))
        {
            return await LeaveAsync(token, definition, step, record, step.OnFalse, cancellationToken);
        }

        if (record.Action >= step.Actions.Count)
        {
            return await LeaveAsync(token, definition, step, record, step.OnTrue, cancellationToken);
        }

        var context = new ActionContext(token, definition, record, values, evaluation, ActionContext.KeyOf(group, token.Track, record));
        return await ActAsync(context, step, cancellationToken);
    }

    private async Task<bool> ActAsync(ActionContext context, TrackStep step, CancellationToken cancellationToken)
    {
        var (record, action) = (context.Record, step.Actions[context.Record.Action]);
        var done = record with { Action = record.Action + 1, Attempts = 0, EventMs = 0 };
        try
        {
            if (!TransactionalActions.Has(action))
            {
                await outside.DoAsync(context, action, cancellationToken);
                Acted(record);
                return await WriteAsync(context.Token, record, done, RecordState.Ready, default, "", cancellationToken);
            }

            await using var fenced = await records.Fence.TryBeginAsync(context.Token, cancellationToken);
            if (fenced is null)
            {
                return false;
            }

            var after = await inside.ApplyAsync(fenced, context, action, cancellationToken);
            var moved = await CommitAsync(fenced, record, done with { Columns = after.Columns, Own = after.Own }, RecordState.Ready, default, "", cancellationToken);
            if (moved)
            {
                Acted(record);
            }

            return moved;
        }
        catch (Exception e) when (e is not OutOfMemoryException && !cancellationToken.IsCancellationRequested && e is not DbException { IsTransient: true })
        {
            return await FailAsync(context, step, e.Message, cancellationToken);
        }
    }

    /// <summary>The first action after a record's event is done (row E40).</summary>
    private void Acted(TrackRecord record)
    {
        if (record.EventMs > 0)
        {
            meter.Acted(time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(record.EventMs));
        }
    }

    /// <summary>An action failed: it waits for its next try, or the record goes on without it, or is dead.</summary>
    private Task<bool> FailAsync(ActionContext context, TrackStep step, string why, CancellationToken cancellationToken)
    {
        var (token, record, failures) = (context.Token, context.Record, context.Record.Attempts + 1);
        if (failures < step.Failure.Tries)
        {
            return WriteAsync(token, record, record with { Attempts = failures }, RecordState.Ready, time.GetUtcNow() + Waits.DelayAfter(failures), why, cancellationToken);
        }

        return step.Failure.Continues
            ? WriteAsync(token, record, record with { Action = record.Action + 1, Attempts = 0 }, RecordState.Ready, default, why, cancellationToken)
            : WriteAsync(token, record, record with { Attempts = failures }, RecordState.Dead, default, why, cancellationToken);
    }

    private Task<bool> LeaveAsync(TrackToken token, TrackDefinition definition, TrackStep step, TrackRecord record, Continuation flow, CancellationToken cancellationToken)
    {
        var next = flow.Flow switch
        {
            Flow.Stop => null,
            Flow.GoTo => flow.Step,
            Flow.Again => step.Name,
            _ => definition.Steps.SkipWhile(other => other != step).Skip(1).FirstOrDefault()?.Name,
        };
        var after = record with { Step = next ?? step.Name, Visit = record.Visit + 1, Action = 0, Attempts = 0 };
        var until = flow.Wait == TimeSpan.Zero ? default : time.GetUtcNow() + flow.Wait;
        after = flow.Wait == TimeSpan.Zero ? after : after with { EventMs = 0 }; // what it does later, it does because it waited
        return WriteAsync(token, record, after, next is null ? RecordState.Done : RecordState.Ready, until, "", cancellationToken);
    }

    private async Task<bool> WriteAsync(TrackToken token, TrackRecord before, TrackRecord after, RecordState state, DateTimeOffset notBefore, string error, CancellationToken cancellationToken)
    {
        await using var fenced = await records.Fence.TryBeginAsync(token, cancellationToken);
        return fenced is not null && await CommitAsync(fenced, before, after, state, notBefore, error, cancellationToken);
    }

    private async Task<bool> CommitAsync(
        FencedTransaction fenced, TrackRecord before, TrackRecord after, RecordState state, DateTimeOffset notBefore, string error, CancellationToken cancellationToken)
    {
        if (!await records.MoveAsync(fenced, before, after, state, notBefore == default ? DateTimeOffset.UnixEpoch : notBefore, error, cancellationToken))
        {
            return false;
        }

        await fenced.CommitAsync(cancellationToken);
        return state == RecordState.Ready && notBefore == default;
    }
}
