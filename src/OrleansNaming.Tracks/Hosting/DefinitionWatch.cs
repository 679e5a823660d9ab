using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrleansNaming.Tracks.Gathering;

namespace OrleansNaming.Tracks.Hosting;

/// <summary>Keeps this server's copy of the group's definitions: reads them each second, and at once when somebody says that there is a new one.</summary>
internal sealed partial class DefinitionWatch(TrackMember member, DefinitionBook book, TimeProvider time, ILogger<DefinitionWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Reads what is new, now.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (await book.RefreshAsync(cancellationToken).ConfigureAwait(false))
        {
            await member.DefineAsync([.. book.Current.Keys]).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await member.AskAsync(static (_, _) => true, stoppingToken).ConfigureAwait(false); // the tables are there
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Run(() => RefreshAsync(stoppingToken), stoppingToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is DbException or TimeoutException)
            {
                Log.Failed(logger, e.Message);
            }

            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(false);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(8032, LogLevel.Warning, "The definitions of tracks could not be read; what was read before counts: {why}")]
        public static partial void Failed(ILogger logger, string why);
    }
}
