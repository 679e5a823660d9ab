using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansNaming.Node;
using OrleansNaming.Tracks.Definitions;
using OrleansNaming.Tracks.Gathering;
using OrleansNaming.Tracks.Stores;
using OrleansNaming.Tracks.Telemetry;

namespace OrleansNaming.Tracks.Hosting;

/// <summary>
/// Brings lookups and events of this server's directory to the tracks that gather them (row E40): lookups always, events only as the track's owner, since every server sees those. The others keep them for when they
/// own the track.
/// </summary>
internal sealed partial class DirectoryContacts : IDisposable
{
    /// <summary>A new owner looks so many intervals back: its predecessor may have been dead for 7 of them.</summary>
    private const int LooksBack = 10;

    private const string Source = "naming";

    private readonly TrackMember _member;
    private readonly DefinitionBook _book;
    private readonly INamingEngine _engine;
    private readonly ContactCarrier _carrier;
    private readonly NamingEvents _events;
    private readonly LookupCounts _lookups;
    private readonly Action _ring;
    private readonly TimeSpan _interval;
    private readonly TimeProvider _time;
    private readonly TrackMeter _meter;
    private readonly ILogger _logger;
    private readonly IDisposable _changes;
    private readonly IDisposable _observations;

    // Where each owned track is in the events. Bounded by the tracks that gather events.
    private readonly Dictionary<string, (ulong Epoch, long Place, DateTimeOffset Since)> _places = new(StringComparer.Ordinal);
    private object? _read;
    private NamingSubscriptions _subscriptions = NamingSubscriptions.None;
    private long _told;

    /// <param name="member">Knows what is owned.</param>
    /// <param name="book">The tracks.</param>
    /// <param name="engine">The directory.</param>
    /// <param name="carrier">Takes the contacts away.</param>
    /// <param name="ring">Called, on any thread, when there is something to bring.</param>
    /// <param name="options">The group's interval.</param>
    /// <param name="time">The clock.</param>
    /// <param name="meter">Counts what is lost.</param>
    /// <param name="logger">Hears of names that are not told.</param>
    public DirectoryContacts(
        TrackMember member, DefinitionBook book, INamingEngine engine, ContactCarrier carrier, Action ring, IOptions<TrackOptions> options, TimeProvider time, TrackMeter meter, ILogger logger)
    {
        (_member, _book, _engine, _carrier, _ring, _interval, _time, _meter, _logger) = (member, book, engine, carrier, ring, options.Value.Interval, time, meter, logger);
        (_events, _lookups) = (new NamingEvents(engine.Replica, time), new LookupCounts(ring));
        _changes = engine.Subscribe(changes => RingIf(_events.Changed(changes)));
        _observations = engine.Observe(what => RingIf(_events.Observed(what)));
    }

    public void Dispose()
    {
        _changes.Dispose();
        _observations.Dispose();
    }

    /// <summary>Brings what there is; what finds no room stays.</summary>
    public async Task BringAsync(CancellationToken stop)
    {
        Read();
        if (!_subscriptions.IsEmpty)
        {
            await BringLookupsAsync(stop).ConfigureAwait(false);
            await BringEventsAsync(stop).ConfigureAwait(false);
        }
    }

    private void RingIf(bool wasKept)
    {
        if (wasKept)
        {
            _ring();
        }
    }

    /// <summary>Which tracks there are; the book replaces its dictionary whole.</summary>
    private void Read()
    {
        var current = _book.Current;
        if (ReferenceEquals(_read, current))
        {
            return;
        }

        (_read, _subscriptions) = (current, new NamingSubscriptions(current.Values));
        _lookups.Watch(_subscriptions.Tapped);
        _events.Watch(_subscriptions);
        if (_engine.Replica.Tap(_subscriptions.Tapped, _lookups.Add) is > 0 and var left)
        {
            Log.NotTapped(_logger, left, Replica.LookupTap.NamesMax);
        }
    }

    private async Task BringLookupsAsync(CancellationToken stop)
    {
        foreach (var name in _subscriptions.Tapped)
        {
            var lookups = _lookups.Take(name);
            try
            {
                lookups = lookups > 0 && await BringLookupsAsync(name, lookups, stop).ConfigureAwait(false) ? 0 : lookups;
            }
            finally
            {
                _lookups.PutBack(name, lookups);
            }
        }
    }

    /// <summary>Each track that subscribes gets them. Where one of several has no room, all get them again with the next.</summary>
    private async Task<bool> BringLookupsAsync(string name, long lookups, CancellationToken stop)
    {
        var self = _member.Self;
        NamingEvent[] told = [new(NamingEventKind.Lookup, name, self.Server.Value, "", "", $"{self.Boot} {++_told}", _time.GetUtcNow(), _engine.Replica.Peek(name).Count, lookups)];
        foreach (var track in _subscriptions.Tracks.Where(track => _subscriptions.Wants(track, told[0])))
        {
            if (!await TryBringAsync(track, told, stop).ConfigureAwait(false))
            {
                return false;
            }
        }

        return true;
    }

    private async Task BringEventsAsync(CancellationToken stop)
    {
        var owned = await _member.AskAsync(static (node, _) => node.Owned.Select(tenure => tenure.Token).ToDictionary(token => token.Track, token => token.Epoch, StringComparer.Ordinal), stop).ConfigureAwait(false);
        foreach (var gone in _places.Keys.Where(track => !owned.ContainsKey(track)).ToList())
        {
            _places.Remove(gone);
        }

        foreach (var track in _subscriptions.Tracks.Where(owned.ContainsKey))
        {
            await BringEventsAsync(track, owned[track], stop).ConfigureAwait(false);
        }
    }

    private async Task BringEventsAsync(string track, ulong epoch, CancellationToken stop)
    {
        var place = _places.TryGetValue(track, out var known) && known.Epoch == epoch ? AfterLost(known) : Begin(track, epoch);
        var next = _events.Count;
        var isBrought = true;
        foreach (var batch in _events.After(place.Place, place.Since).Where(what => _subscriptions.Wants(track, what)).Chunk(SqlRecordStore.Batch))
        {
            isBrought = isBrought && await TryBringAsync(track, batch, stop).ConfigureAwait(false);
        }

        _places[track] = isBrought ? place with { Place = next } : place;
    }

    /// <summary>What is no more there is counted once.</summary>
    private (ulong Epoch, long Place, DateTimeOffset Since) AfterLost((ulong Epoch, long Place, DateTimeOffset Since) place)
    {
        var lost = _events.LostAfter(place.Place);
        _meter.Dropped(Source, lost);
        return place with { Place = place.Place + lost };
    }

    private (ulong Epoch, long Place, DateTimeOffset Since) Begin(string track, ulong epoch)
    {
        var back = _time.GetUtcNow() - (LooksBack * _interval);
        var saved = _book.SavedAt(track);
        return (epoch, 0, saved > back ? saved : back);
    }

    private Task<bool> TryBringAsync(string track, NamingEvent[] events, CancellationToken stop) =>
        _carrier.BringAsync(new ContactBatch<NamingEvent>(_carrier.NextBatch(), Source, events, static (what, json) => what.Write(json), events[0].Seen), track, stop);

    private static partial class Log
    {
        [LoggerMessage(8035, LogLevel.Warning, "Lookups of {left} names are not told: tracks subscribe to more than {most}.")]
        public static partial void NotTapped(ILogger logger, int left, int most);
    }
}
