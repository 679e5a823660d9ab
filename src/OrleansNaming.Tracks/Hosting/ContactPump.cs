using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansNaming.Node;
using OrleansNaming.Tracks.Definitions;
using OrleansNaming.Tracks.Definitions.Triggers;
using OrleansNaming.Tracks.Gathering;
using OrleansNaming.Tracks.Stores;
using OrleansNaming.Tracks.Telemetry;
using OrleansNaming.Tracks.Triggers;

namespace OrleansNaming.Tracks.Hosting;

/// <summary>
/// Brings what came up on this server to the tracks that gather it (row E40): contacts and lookups always, events of the directory as the track's owner, and wakes the owner. What comes within 20 ms goes together,
/// up to 500 in a row of the group's database. While that does not answer, or has no room, everything waits where it came up, and the bounds there hold.
/// </summary>
internal sealed partial class ContactPump : BackgroundService
{
    /// <summary>A new owner looks so many intervals back: its predecessor may have been dead for 7 of them.</summary>
    private const int LooksBack = 10;

    /// <summary>Batches of contacts in a row.</summary>
    private const int RoundsMax = 20;

    private const string Digits = "D15"; // so that the order of the texts is that of the numbers

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(20);

    private readonly TrackMember _member;
    private readonly DefinitionBook _book;
    private readonly TriggerBoard _triggers;
    private readonly ContactBuffer _contacts;
    private readonly INamingEngine? _engine;
    private readonly NamingEvents? _events;
    private readonly LookupCounts _lookups;
    private readonly TimeSpan _interval;
    private readonly TimeProvider _time;
    private readonly TrackMeter _meter;
    private readonly ILogger<ContactPump> _logger;
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    // Where each owned track is in the events. Bounded by the tracks that gather events.
    private readonly Dictionary<string, (ulong Epoch, long Place, DateTimeOffset Since)> _places = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, TrackDefinition>? _read;
    private NamingSubscriptions _subscriptions = NamingSubscriptions.None;

    // Contacts that were taken and are not written yet, with the name of their batch, which stays the same when they are written again. Invariant: at most one batch a name.
    private List<(string Batch, string Name, IReadOnlyList<TrackContact> Contacts)> _inHand = [];
    private long _batches;

    public ContactPump(
        TrackMember member, DefinitionBook book, TriggerBoard triggers, ContactBuffer contacts, IEnumerable<INamingEngine> engines, IOptions<TrackOptions> options, TimeProvider time, TrackMeter meter, ILogger<ContactPump> logger)
    {
        (_member, _book, _triggers, _contacts, _engine, _interval, _time, _meter, _logger) = (member, book, triggers, contacts, engines.LastOrDefault(), options.Value.Interval, time, meter, logger);
        _events = _engine is null ? null : new NamingEvents(_engine.Replica, time);
        _lookups = new LookupCounts(Ring);
        _contacts.Added = Ring;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var changes = _engine?.Subscribe(Changed);
        using var observations = _engine?.Observe(Observed);
        await _member.AskAsync(static (_, _) => true, stoppingToken).ConfigureAwait(false); // the tables are there
        while (!stoppingToken.IsCancellationRequested)
        {
            await RungAsync(stoppingToken).ConfigureAwait(false);
            try
            {
                await Task.Run(() => BringAllAsync(stoppingToken), stoppingToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is DbException or TimeoutException)
            {
                Log.Failed(_logger, e.Message);
                await Task.Delay(Pause, _time, stoppingToken).ConfigureAwait(false);
            }
        }
    }

    private void Ring() => _bell.Writer.TryWrite(true);

    private void Changed(IReadOnlyList<NamingChange> changes)
    {
        if (_events!.Changed(changes))
        {
            Ring();
        }
    }

    private void Observed(Observation what)
    {
        if (_events!.Observed(what))
        {
            Ring();
        }
    }

    /// <summary>Waits for something to bring, and a little for more; at most a second, since tracks come and go.</summary>
    private async Task RungAsync(CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Pause);
        try
        {
            await _bell.Reader.ReadAsync(patience.Token).ConfigureAwait(false);
            await Task.Delay(Together, _time, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // It is time to look at the tracks.
        }
    }

    private async Task BringAllAsync(CancellationToken stop)
    {
        Read();
        await BringContactsAsync(stop).ConfigureAwait(false);
        if (!_subscriptions.IsEmpty)
        {
            await BringLookupsAsync(stop).ConfigureAwait(false);
            await BringEventsAsync(stop).ConfigureAwait(false);
        }
    }

    /// <summary>Which tracks there are; the book replaces its dictionary whole.</summary>
    private void Read()
    {
        if (ReferenceEquals(_read, _book.Current) || _engine is null)
        {
            return;
        }

        _read = _book.Current;
        _subscriptions = new NamingSubscriptions(_read.Values);
        _lookups.Watch(_subscriptions.Tapped);
        _events!.Watch(_subscriptions);
        if (_engine.Replica.Tap(_subscriptions.Tapped, _lookups.Add) is > 0 and var left)
        {
            Log.NotTapped(_logger, left, Replica.LookupTap.NamesMax);
        }
    }

    private async Task BringContactsAsync(CancellationToken stop)
    {
        for (var round = 0; round < RoundsMax; round++)
        {
            if (_inHand.Count == 0)
            {
                _inHand = [.. _contacts.Take(SqlRecordStore.Batch).Select(group => (NextBatch(), group.Key, (IReadOnlyList<TrackContact>)[.. group]))];
            }

            if (_inHand.Count == 0 || !await BringInHandAsync(stop).ConfigureAwait(false))
            {
                return;
            }
        }

        Ring(); // there may be more, after the others had their turn
    }

    private async Task<bool> BringInHandAsync(CancellationToken stop)
    {
        while (_inHand is [var (batch, name, contacts), ..])
        {
            var tracks = _book.Current.Values.Where(one => one.Source.Query is null && one.Triggers.Contains(new ExternalTrigger(name))).Select(one => one.Id).ToList();
            foreach (var track in tracks)
            {
                if (!await BringAsync(track, batch, "site", contacts, ContactBuffer.Write, contacts[0].Seen, stop).ConfigureAwait(false))
                {
                    return false;
                }
            }

            _contacts.Drop(tracks.Count == 0 ? contacts.Count : 0);
            _inHand.RemoveAt(0);
        }

        return true;
    }

    private async Task BringLookupsAsync(CancellationToken stop)
    {
        foreach (var name in _subscriptions.Tapped)
        {
            var lookups = _lookups.Take(name);
            var isBrought = lookups == 0;
            try
            {
                isBrought = isBrought || await BringLookupsAsync(name, lookups, stop).ConfigureAwait(false);
            }
            finally
            {
                _lookups.PutBack(name, isBrought ? 0 : lookups);
            }
        }
    }

    /// <summary>Each track that subscribes gets them. Where one of several has no room, all get them again with the next.</summary>
    private async Task<bool> BringLookupsAsync(string name, long lookups, CancellationToken stop)
    {
        var self = _member.Self;
        NamingEvent[] told = [new(NamingEventKind.Lookup, name, self.Server.Value, "", "", $"{self.Boot} {++_batches}", _time.GetUtcNow(), _engine!.Replica.Peek(name).Count, lookups)];
        foreach (var track in _subscriptions.Tracks.Where(track => _subscriptions.Wants(track, told[0])))
        {
            if (!await TryBringAsync(track, told, stop).ConfigureAwait(false))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Only the owner brings events: the others see them too, and keep them for when they own the track.</summary>
    private async Task BringEventsAsync(CancellationToken stop)
    {
        var owned = await _member.AskAsync(static (node, _) => node.Owned.Select(tenure => tenure.Token).ToDictionary(token => token.Track, token => token.Epoch, StringComparer.Ordinal), stop).ConfigureAwait(false);
        foreach (var gone in _places.Keys.Where(track => !owned.ContainsKey(track)).ToList())
        {
            _places.Remove(gone);
        }

        foreach (var track in _subscriptions.Tracks.Where(owned.ContainsKey))
        {
            var place = _places.TryGetValue(track, out var known) && known.Epoch == owned[track] ? known : Begin(track, owned[track]);
            var next = _events!.Count;
            _meter.Dropped("naming", known == place ? _events.LostAfter(place.Place) : 0);
            var wanted = _events.After(place.Place, place.Since).Where(what => _subscriptions.Wants(track, what)).ToArray();
            var brought = true;
            foreach (var batch in wanted.Chunk(SqlRecordStore.Batch))
            {
                brought = brought && await TryBringAsync(track, batch, stop).ConfigureAwait(false);
            }

            _places[track] = brought ? place with { Place = next } : place;
        }
    }

    private (ulong Epoch, long Place, DateTimeOffset Since) Begin(string track, ulong epoch)
    {
        var back = _time.GetUtcNow() - (LooksBack * _interval);
        var saved = _book.SavedAt(track);
        return (epoch, 0, saved > back ? saved : back);
    }

    private Task<bool> TryBringAsync(string track, NamingEvent[] events, CancellationToken stop) =>
        BringAsync(track, NextBatch(), "naming", events, static (what, json) => what.Write(json), events[0].Seen, stop);

    private async Task<bool> BringAsync<T>(string track, string batch, string source, IReadOnlyList<T> contacts, Action<T, Utf8JsonWriter> write, DateTimeOffset at, CancellationToken stop)
    {
        if (!await _triggers.BringAsync(track, batch, Text(contacts, write), at, stop).ConfigureAwait(false))
        {
            Log.Full(_logger, track, SqlTriggerStore.ContactBatchesMax);
            return false;
        }

        _meter.Brought(source, contacts.Count);
        await _member.WakeAsync(track).ConfigureAwait(false);
        return true;
    }

    private static string Text<T>(IReadOnlyList<T> contacts, Action<T, Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            foreach (var contact in contacts)
            {
                write(contact, json);
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    private string NextBatch() => string.Create(
        CultureInfo.InvariantCulture, $"{_time.GetUtcNow().ToUnixTimeMilliseconds().ToString(Digits, CultureInfo.InvariantCulture)} {_member.Self.Server} {_member.Self.Boot} {(++_batches).ToString(Digits, CultureInfo.InvariantCulture)}");

    private static partial class Log
    {
        [LoggerMessage(8033, LogLevel.Warning, "Contacts could not be brought, and wait: {why}")]
        public static partial void Failed(ILogger logger, string why);

        [LoggerMessage(8034, LogLevel.Warning, "Track '{track}' has {most} batches of contacts that wait for its owner; further ones wait here.")]
        public static partial void Full(ILogger logger, string track, int most);

        [LoggerMessage(8035, LogLevel.Warning, "Lookups of {left} names are not told: tracks subscribe to more than {most}.")]
        public static partial void NotTapped(ILogger logger, int left, int most);
    }
}
