using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansNaming.Tracks.Gathering;

namespace OrleansNaming.Tracks.Hosting;

/// <summary>Keeps this server's copy of the group's definitions, and of what they may reach: reads them each second, and at once when somebody says that there is a new one.</summary>
internal sealed partial class DefinitionWatch(TrackMember member, DefinitionBook book, AccessBook access, INamingClient directory, IOptions<TrackOptions> options, TimeProvider time, ILogger<DefinitionWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private object? _defined;

    /// <summary>Reads what is new, now. Whoever read it before, as the desk does when it saves: the member is told of what it was not told yet.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await access.RefreshAsync(cancellationToken).ConfigureAwait(false);
        await book.RefreshAsync(cancellationToken).ConfigureAwait(false);
        var current = book.Current; // another one after each change
        if (!ReferenceEquals(current, Volatile.Read(ref _defined)))
        {
            await member.DefineAsync(() => book.Current.Keys).ConfigureAwait(false);
            Volatile.Write(ref _defined, current);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await member.AskAsync(static (_, _) => true, stoppingToken).ConfigureAwait(false); // the tables are there
        await Task.WhenAll(ReadAsync(stoppingToken), ListenAsync(stoppingToken)).ConfigureAwait(false);
    }

    private async Task ReadAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await TryRefreshAsync(stop).ConfigureAwait(false);
            await Task.Delay(Pause, time, stop).ConfigureAwait(false);
        }
    }

    /// <summary>Announcements make it sooner; without them it is a second.</summary>
    private async Task ListenAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await foreach (var _ in directory.WatchAsync(DefinitionAnnouncer.ContextOf(options.Value.Group), stop).ConfigureAwait(false))
                {
                    await TryRefreshAsync(stop).ConfigureAwait(false);
                }
            }
            catch (NamingException)
            {
                // The directory is not there yet, or no more.
            }

            await Task.Delay(Pause, time, stop).ConfigureAwait(false);
        }
    }

    private async Task TryRefreshAsync(CancellationToken stop)
    {
        try
        {
            await Task.Run(() => RefreshAsync(stop), stop).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DbException or TimeoutException)
        {
            Log.Failed(logger, e.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(8032, LogLevel.Warning, "The definitions of tracks could not be read; what was read before counts: {why}")]
        public static partial void Failed(ILogger logger, string why);
    }
}
