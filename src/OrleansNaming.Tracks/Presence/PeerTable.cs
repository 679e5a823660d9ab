using OrleansNaming.Tracks.Node;
using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Presence;

/// <summary>
/// The patent's table 155: the last advert of each server and when it came, on this server's own monotonic clock (rows E7, E20). Who was not heard for 4T, or said
/// that it leaves, is unavailable; its row stays for people to read until another 4T have passed.
/// </summary>
internal sealed class PeerTable(TrackNodeOptions options)
{
    private readonly SortedDictionary<ServerId, PeerRow> _rows = [];

    /// <summary>Everyone who was heard lately, in the order of their ids' bytes; this server is not in it.</summary>
    public IEnumerable<PeerRow> Rows => _rows.Values;

    /// <summary>Adverts that were dropped because the table was full.</summary>
    public long Refused { get; private set; }

    public PeerRow? Find(ServerId server) => _rows.GetValueOrDefault(server);

    /// <summary>False for an advert of oneself, of another group, an old one, or one beyond the table's bound.</summary>
    public bool Hear(TrackAdvert advert, TimeSpan now)
    {
        if (advert.Group != options.Group || advert.Sender.Server == options.Self.Server)
        {
            return false;
        }

        var known = Find(advert.Sender.Server);
        if (known is not null && known.Advert.Sender == advert.Sender && advert.Sequence <= known.Advert.Sequence)
        {
            return false;
        }

        if (known is null && _rows.Count >= TrackLimits.Servers)
        {
            Refused++;
            return false;
        }

        _rows[advert.Sender.Server] = new PeerRow(advert, now);
        return true;
    }

    public bool IsAvailable(PeerRow row, TimeSpan now) => !row.Advert.IsLeaving && now - row.HeardAt < options.Silence;

    public IEnumerable<TrackAdvert> Available(TimeSpan now) => _rows.Values.Where(row => IsAvailable(row, now)).Select(row => row.Advert);

    /// <summary>The live server that says it owns a track; the higher epoch, then the lower id, when two do.</summary>
    public TrackAdvert? OwnerOf(string track, TimeSpan now) => Available(now)
        .SelectMany(advert => advert.Owned.Where(owned => owned.Track == track).Select(owned => (advert, owned.Epoch)))
        .OrderByDescending(found => found.Epoch)
        .FirstOrDefault().advert;

    /// <summary>Every track that a live server says it owns: for who asks for many.</summary>
    public HashSet<string> OwnedNow(TimeSpan now) => [.. Available(now).SelectMany(advert => advert.Owned, (_, owned) => owned.Track)];

    /// <summary>Forgets who has been unavailable for as long as it took to become so.</summary>
    public void Purge(TimeSpan now)
    {
        foreach (var server in _rows.Where(pair => now - pair.Value.HeardAt >= 2 * options.Silence).Select(pair => pair.Key).ToList())
        {
            _rows.Remove(server);
        }
    }

    /// <summary>Somebody else proved that it is dead: it counts again when it is heard again.</summary>
    public void Forget(Holder holder)
    {
        if (Find(holder.Server)?.Advert.Sender == holder)
        {
            _rows.Remove(holder.Server);
        }
    }

    /// <summary>Forgets everyone: after a pause of this process nothing here says anything of now.</summary>
    public void Clear() => _rows.Clear();
}
