using Microsoft.Extensions.Logging;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Hosting;

/// <summary>Drains the group's outbox (row E30).</summary>
internal sealed partial class OutboxTask(SqlOutbox outbox, ITrackMailer mailer, TimeProvider time, ILogger<OutboxTask> logger) : IMasterTask
{
    private const int Batch = 100;

    /// <summary>How long one server has a mail to itself; one that is sent after that may be sent twice.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private static readonly WorkOptions Waits = new();

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (mailer is SmtpMailer { CanSend: false })
        {
            return; // what is queued waits for a server
        }

        foreach (var (mail, attempts) in await outbox.QueuedAsync(time.GetUtcNow(), Batch, cancellationToken))
        {
            if (await outbox.TakeAsync(mail.Id, attempts, time.GetUtcNow() + Lease, cancellationToken))
            {
                await SendAsync(mail, attempts + 1, cancellationToken);
            }
        }
    }

    private async Task SendAsync(TrackMail mail, int attempts, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Lease / 2, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await mailer.SendAsync(mail, both.Token);
        }
        catch (Exception e) when (e is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
        {
            Log.NotSent(logger, mail.Id, attempts, e.Message);
            await outbox.FailedAsync(mail.Id, attempts, e.Message, time.GetUtcNow() + Waits.DelayAfter(attempts), cancellationToken);
            return;
        }

        await outbox.SentAsync(mail.Id, attempts, CancellationToken.None);
    }

    private static partial class Log
    {
        [LoggerMessage(8030, LogLevel.Warning, "E-mail {id} was not sent, try {attempts}: {why}")]
        public static partial void NotSent(ILogger logger, string id, int attempts, string why);
    }
}
