using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansNaming.Node;
using OrleansNaming.Tracks.Gathering;
using OrleansNaming.Tracks.Telemetry;

namespace OrleansNaming.Tracks.Hosting;

/// <summary>
/// Brings what came up on this server to the tracks that gather it (row E40), and wakes the owner. What comes within 20 ms goes together, up to 500 in a row of the group's database. While that does not answer, or has no
/// room, everything waits where it came up, and the bounds there hold.
/// </summary>
internal sealed partial class ContactPump : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(20);

    private readonly TrackMember _member;
    private readonly SiteContacts _site;
    private readonly Func<DirectoryContacts>? _openDirectory;
    private readonly TimeProvider _time;
    private readonly ILogger<ContactPump> _logger;
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public ContactPump(
        TrackMember member, DefinitionBook book, ContactCarrier carrier, ContactBuffer contacts, IEnumerable<INamingEngine> engines, IOptions<TrackOptions> options, TimeProvider time, TrackMeter meter, ILogger<ContactPump> logger)
    {
        (_member, _time, _logger) = (member, time, logger);
        _site = new SiteContacts(contacts, book, carrier);
        _openDirectory = engines.LastOrDefault() is { } engine ? () => new DirectoryContacts(member, book, engine, carrier, Ring, options, time, meter, logger) : null;
        contacts.Added = Ring;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var directory = _openDirectory?.Invoke();
        await _member.AskAsync(static (_, _) => true, stoppingToken).ConfigureAwait(false); // the tables are there
        while (!stoppingToken.IsCancellationRequested)
        {
            await RungAsync(stoppingToken).ConfigureAwait(false);
            try
            {
                await Task.Run(() => BringAllAsync(directory, stoppingToken), stoppingToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is DbException or TimeoutException)
            {
                Log.Failed(_logger, e.Message);
                await Task.Delay(Pause, _time, stoppingToken).ConfigureAwait(false);
            }
        }
    }

    private void Ring() => _bell.Writer.TryWrite(true);

    /// <summary>Waits for something to bring, and a little for more; at most a second, since tracks come and go.</summary>
    private async Task RungAsync(CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(Pause, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        try
        {
            await _bell.Reader.ReadAsync(either.Token).ConfigureAwait(false);
            await Task.Delay(Together, _time, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // It is time to look at the tracks.
        }
    }

    private async Task BringAllAsync(DirectoryContacts? directory, CancellationToken stop)
    {
        if (await _site.BringAsync(stop).ConfigureAwait(false))
        {
            Ring();
        }

        await (directory?.BringAsync(stop) ?? Task.CompletedTask).ConfigureAwait(false);
    }

    private static partial class Log
    {
        [LoggerMessage(8033, LogLevel.Warning, "Contacts could not be brought, and wait: {why}")]
        public static partial void Failed(ILogger logger, string why);
    }
}
