using OrleansNaming.Tracks.Definitions;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Steps;

/// <summary>
/// Decides where a record goes (rows E1–E4): evaluates the condition of the step that it is on, lets the actions one after the other say what they write, and moves it on. Reads no clock and no
/// database: the same record at the same time goes the same way.
/// </summary>
/// <param name="inside">Actions in the database.</param>
/// <param name="group">The group.</param>
internal sealed class StepPlanner(TransactionalActions inside, string group)
{
    private static readonly WorkOptions Waits = new();

    /// <summary>As far as the database alone is concerned: until the record waits, has ended, or comes to an action that reaches beyond it or cannot be done.</summary>
    /// <param name="token">Under which.</param>
    /// <param name="definition">The track, in the record's version; null when that is gone.</param>
    /// <param name="record">Where it stands.</param>
    /// <param name="now">The time.</param>
    /// <param name="movesMax">Actions and steps, at most.</param>
    public RecordAdvance Plan(TrackToken token, TrackDefinition? definition, TrackRecord record, DateTimeOffset now, int movesMax)
    {
        var advance = new RecordAdvance(record, record);
        var values = definition is null ? null : RecordValues.Read(definition.Source, record.Columns, record.Own);
        for (var moves = 0; moves < movesMax && advance is { GoesOn: true, IsHeldUp: false }; moves++)
        {
            var at = advance.After;
            if (definition?.FindStep(at.Step) is not { } step)
            {
                return advance with { State = RecordState.Dead, Error = $"there is no step '{at.Step}' in version {at.Version} of the track" };
            }

            var evaluation = new Evaluation(values!, now, at.Visit);
            var isMet = at is not { Action: 0, Attempts: 0 } || evaluation.IsMet(step.Condition);
            advance = isMet && at.Action < step.Actions.Count
                ? Act(advance, new ActionContext(token, definition, at, values!, evaluation, group))
                : Leave(advance, definition, step, isMet ? step.OnTrue : step.OnFalse, now);
        }

        return advance;
    }

    /// <summary>The action that a record stopped for was done.</summary>
    public static RecordAdvance Done(RecordAdvance advance) => advance with
    {
        After = advance.After with { Action = advance.After.Action + 1, Attempts = 0, EventMs = 0 },
        Outside = null,
        HasActed = true,
    };

    /// <summary>An action failed: the record waits for its next try, or goes on without it, or is dead.</summary>
    public static RecordAdvance Fail(TrackDefinition definition, TrackRecord record, string why, DateTimeOffset now)
    {
        var (failure, failures) = (definition.FindStep(record.Step)!.Failure, record.Attempts + 1);
        var advance = new RecordAdvance(record, record with { Attempts = failures }) { Error = why };
        return failures < failure.Tries ? advance with { NotBefore = now + Waits.DelayAfter(failures) }
            : failure.Continues ? Done(advance) with { HasActed = false }
            : advance with { State = RecordState.Dead };
    }

    private RecordAdvance Act(RecordAdvance advance, ActionContext context)
    {
        if (!TransactionalActions.Has(context.Action))
        {
            return advance with { Outside = context };
        }

        try
        {
            var (record, writes) = inside.Plan(context);
            return Done(advance with { After = record, Writes = [.. advance.Writes, .. writes] });
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return advance with { Failure = e.Message };
        }
    }

    private static RecordAdvance Leave(RecordAdvance advance, TrackDefinition definition, TrackStep step, Continuation flow, DateTimeOffset now)
    {
        var next = flow.Flow switch
        {
            Flow.Stop => null,
            Flow.GoTo => flow.Step,
            Flow.Again => step.Name,
            _ => definition.Steps.SkipWhile(other => other != step).Skip(1).FirstOrDefault()?.Name,
        };
        return advance with
        {
            After = advance.After with { Step = next ?? step.Name, Visit = advance.After.Visit + 1, Action = 0, Attempts = 0, EventMs = flow.Wait == TimeSpan.Zero ? advance.After.EventMs : 0 }, // what it does later, it does because it waited
            State = next is null ? RecordState.Done : RecordState.Ready,
            NotBefore = next is null ? (definition.Source.IsBrought ? now : DateTimeOffset.UnixEpoch) : flow.Wait == TimeSpan.Zero ? DateTimeOffset.UnixEpoch : now + flow.Wait,
        };
    }
}
