using System.Collections.Concurrent;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Tests.Steps;

/// <summary>A post office that notes what it was given.</summary>
internal sealed class RecordedMails : ITrackMailer
{
    private int _tries;

    public ConcurrentQueue<string> Sent { get; } = [];

    public int Tries => _tries;

    /// <summary>What happens before a mail is taken.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    public async Task SendAsync(TrackMail mail, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _tries);
        await Before(mail.Id);
        cancellationToken.ThrowIfCancellationRequested();
        Sent.Enqueue(mail.Id);
    }
}
