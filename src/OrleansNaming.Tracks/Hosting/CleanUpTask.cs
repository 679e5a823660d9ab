using OrleansNaming.Tracks.Gathering;
using OrleansNaming.Tracks.Stores;
using OrleansNaming.Tracks.Triggers;

namespace OrleansNaming.Tracks.Hosting;

/// <summary>
/// Keeps the group's tables from growing for ever (row E30): forgets contacts that are done, events that were gathered for and mails that were sent, all by which only a repetition is known.
/// What failed stays for people to see, and what a query found stays done.
/// </summary>
internal sealed class CleanUpTask(DefinitionBook book, SqlRecordStore records, SqlTriggerStore triggers, SqlOutbox outbox, TimeSpan keep, TimeProvider time) : IMasterTask
{
    /// <summary>Rows of one kind in one go, so that nobody waits for long; the rest goes in the next, a second later.</summary>
    public const int Batch = 5_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private DateTimeOffset _next;

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now < _next && _next - now <= Pause) // a clock that was set back does not stop it
        {
            return;
        }

        var before = now - keep;
        var isMore = await outbox.ForgetSentAsync(before, Batch, cancellationToken) == Batch;
        isMore |= await triggers.ForgetEventsAsync(before, Batch, cancellationToken) == Batch;
        foreach (var track in book.Current.Values.Where(static track => track.Source.IsBrought))
        {
            isMore |= await records.ForgetContactsAsync(track.Id, before, Batch, cancellationToken) == Batch;
        }

        _next = isMore ? now : now + Pause;
    }
}
