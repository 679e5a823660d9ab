using System.Data.Common;
using OrleansNaming.Tracks.Fencing;
using OrleansNaming.Tracks.Gathering;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Stores;
using OrleansNaming.Tracks.Telemetry;

namespace OrleansNaming.Tracks.Steps;

/// <summary>
/// Takes records along their steps (rows E1–E4). What only writes to the database goes together: many records, each as far as it gets, in one fenced transaction that names where each stood, so that
/// whoever comes late, after a restart or as a former owner, changes nothing. Where a record comes to an action that reaches beyond the database, or fails, it goes on alone, one action a
/// transaction: what the action does outside happens before it, at least once, and a failure is noted of the record that it belongs to.
/// </summary>
/// <param name="records">Where they stand.</param>
/// <param name="book">The definitions.</param>
/// <param name="planner">Decides where a record goes.</param>
/// <param name="outside">Actions beyond the database.</param>
/// <param name="time">The clock of waits, retries and <c>now()</c>.</param>
/// <param name="meter">Told how long after its event a record was acted on.</param>
internal sealed class StepRunner(SqlRecordStore records, DefinitionBook book, StepPlanner planner, OutsideActions outside, TimeProvider time, TrackMeter meter)
{
    /// <summary>Steps and actions of one record in a row; then it goes back to be handed out again, so that a loop without waits starves nobody.</summary>
    private const int MovesMax = 256;

    /// <summary>Records in one transaction: it holds the fence, and whoever would take the track waits for it.</summary>
    private const int Together = 100;

    /// <summary>Takes records as far as they can go now.</summary>
    /// <param name="token">The owner's.</param>
    /// <param name="keys">The records.</param>
    /// <param name="done">Told of those that are through.</param>
    /// <param name="cancellationToken">Stops between two transactions.</param>
    /// <returns>False when the rest must be tried again soon: the database gave no answer.</returns>
    public async Task<bool> RunAsync(TrackToken token, IReadOnlyList<string> keys, Func<IReadOnlyList<string>, Task> done, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var some in keys.Chunk(Together))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var heldUp = await GoTogetherAsync(token, some, cancellationToken);
                await done([.. some.Except(heldUp)]);
                foreach (var key in heldUp)
                {
                    await GoAloneAsync(token, key, cancellationToken);
                    await done([key]);
                }
            }

            return true;
        }
        catch (DbException unknown) when (unknown.IsTransient)
        {
            return false;
        }
    }

    /// <summary>One transaction for all of them.</summary>
    /// <returns>Those that must go on alone.</returns>
    private async Task<IReadOnlyList<string>> GoTogetherAsync(TrackToken token, string[] keys, CancellationToken cancellationToken)
    {
        try
        {
            var now = time.GetUtcNow();
            var advances = new List<RecordAdvance>(keys.Length);
            foreach (var record in await records.FindAsync(token, keys, now, cancellationToken))
            {
                advances.Add(planner.Plan(token, await book.FindAsync(token.Track, record.Version, cancellationToken), record, now, MovesMax));
            }

            await CommitAsync(token, [.. advances.Where(advance => advance.IsMoving)], cancellationToken);
            return [.. advances.Where(advance => advance.IsHeldUp).Select(advance => advance.Before.Record)];
        }
        catch (Exception e) when (IsOfAction(e, cancellationToken))
        {
            return keys; // nothing was written, and whose fault it is shows when each goes alone
        }
    }

    private async Task GoAloneAsync(TrackToken token, string key, CancellationToken cancellationToken)
    {
        for (var moves = 0; moves < MovesMax; moves++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var now = time.GetUtcNow();
            if (await records.FindAsync(token, [key], now, cancellationToken) is not [var record])
            {
                return;
            }

            var definition = await book.FindAsync(token.Track, record.Version, cancellationToken);
            var advance = planner.Plan(token, definition, record, now, movesMax: 1);
            var (why, committing) = (advance.Failure, cancellationToken);
            try
            {
                if (advance.Outside is { } context)
                {
                    await outside.DoAsync(context, context.Action, cancellationToken);
                    (advance, committing) = (StepPlanner.Done(advance), CancellationToken.None); // else it is done again; whether it may still be written, the fence says
                }

                if (why is null && !(await CommitAsync(token, [advance], committing) && advance.GoesOn))
                {
                    return;
                }
            }
            catch (Exception e) when (definition is not null && !advance.HasLeft && IsOfAction(e, cancellationToken)) // leaving a step does nothing that an action could be blamed for
            {
                why = e.Message;
            }

            if (why is not null && !await FailAsync(token, StepPlanner.Fail(definition!, record, why, time.GetUtcNow()), cancellationToken))
            {
                return;
            }
        }
    }

    private async Task<bool> FailAsync(TrackToken token, RecordAdvance failed, CancellationToken cancellationToken) => await CommitAsync(token, [failed], cancellationToken) && failed.GoesOn;

    /// <summary>Whether an action is to blame, and not the database's absence or a stop.</summary>
    private static bool IsOfAction(Exception e, CancellationToken cancellationToken) =>
        e is not OutOfMemoryException && !cancellationToken.IsCancellationRequested && e is not DbException { IsTransient: true };

    /// <summary>Writes what they planned, in the order of their keys, so that two transactions that move the same records cannot wait for each other.</summary>
    /// <returns>Whether all stood where they were found, and the caller is not fenced out. Those that stood elsewhere write nothing.</returns>
    /// <exception cref="TrackActionException">A write did not do what its action needs; nothing was written.</exception>
    private async Task<bool> CommitAsync(TrackToken token, IReadOnlyList<RecordAdvance> advances, CancellationToken cancellationToken)
    {
        if (advances.Count == 0 || await records.Fence.TryBeginAsync(token, cancellationToken) is not { } fenced)
        {
            return false;
        }

        await using (fenced)
        {
            var ordered = advances.OrderBy(advance => advance.Before.Record, StringComparer.Ordinal).ToList();
            var moved = await records.MoveAsync(fenced, ordered, cancellationToken);
            await WriteAsync(fenced, [.. ordered.Where((_, i) => moved[i]).SelectMany(advance => advance.Writes)], cancellationToken);
            await fenced.CommitAsync(cancellationToken);
            foreach (var acted in ordered.Where((advance, i) => moved[i] && advance is { HasActed: true, Before.EventMs: > 0 }))
            {
                meter.Acted(time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(acted.Before.EventMs)); // the first since its event (row E40)
            }

            return !moved.Contains(false);
        }
    }

    private async Task WriteAsync(FencedTransaction fenced, IReadOnlyList<PlannedWrite> writes, CancellationToken cancellationToken)
    {
        var changed = await records.Session(fenced).ExecuteAllAsync([.. writes.Select(write => write.Statement)], cancellationToken);
        if (writes.Where((write, i) => write.Unless is not null && changed[i] != 1).FirstOrDefault() is { } refused)
        {
            throw new TrackActionException(refused.Unless!);
        }
    }
}
