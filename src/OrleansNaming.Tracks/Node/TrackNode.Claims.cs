using OrleansNaming.Tracks.Claims;
using OrleansNaming.Tracks.Node.Outputs;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Presence;

namespace OrleansNaming.Tracks.Node;

/// <content>Claims, arbitration, and giving back what is too much (rows E15–E19, E22).</content>
internal sealed partial class TrackNode
{
    /// <summary>An operator wants this server to own a track: it is claimed at the next advert.</summary>
    /// <returns>Why not; null when it is claimed.</returns>
    public string? Claim(string track, TimeSpan now)
    {
        if (!_tracks.Contains(track))
        {
            return $"there is no track '{track}' in group '{_options.Group}'";
        }

        if (_tenures.Find(track) is not null)
        {
            return null;
        }

        if (_peers.OwnerOf(track, now) is { } owner)
        {
            return $"'{track}' is owned by '{owner.Sender.Server}', which is alive: release it there first";
        }

        _leftAlone.Remove(track);
        _withdrawn.Remove(track);
        return null; // begun with the next advert: in the book now, it would count down once before anybody hears of it
    }

    /// <summary>An operator takes a track from this server; it does not claim it again for 4T.</summary>
    /// <returns>Whether it had it.</returns>
    public bool Release(string track, TimeSpan now)
    {
        if (_tenures.Find(track) is not { } tenure)
        {
            return false;
        }

        GiveBack(tenure, "it was released", now);
        return true;
    }

    /// <summary>Why a track is where it is.</summary>
    public AllocationReport Explain(string track, TimeSpan now)
    {
        var bidders = Bidders(now);
        return new AllocationReport(
            track,
            _tenures.Find(track)?.Token.Holder.Server ?? _peers.OwnerOf(track, now)?.Sender.Server,
            Arbitration.Award(bidders, _options.PrefersFreeSlots).TryGetValue(track, out var winner) ? winner : null,
            [.. bidders.Select(bidder => new Bidder(bidder.Sender.Server, bidder.Owned.Count, bidder.FreeSlots, CounterOf(bidder, track)))]);
    }

    private static int? CounterOf(TrackAdvert bidder, string track) =>
        bidder.Claims.Where(claim => claim.Track == track).Select(claim => (int?)claim.Counter).FirstOrDefault();

    /// <summary>Withdraws the claims that another server wins, by what was heard so far.</summary>
    private void Arbitrate(TimeSpan now)
    {
        if (_book.Count == 0)
        {
            return;
        }

        var owned = _peers.OwnedNow(now);
        var awards = Arbitration.Award(Bidders(now), _options.PrefersFreeSlots);
        foreach (var claim in _book.Claims)
        {
            if (awards[claim.Track] != _options.Self.Server || owned.Contains(claim.Track))
            {
                _book.Withdraw(claim.Track);
                _withdrawn.Add(claim.Track);
            }
        }
    }

    /// <summary>Everyone available with what each owns and claims. A claim on what a live server owns is none (row E17).</summary>
    private IReadOnlyCollection<TrackAdvert> Bidders(TimeSpan now)
    {
        var self = Picture with { FreeSlots = _saidFree }; // what the others go by: else each would come to another result
        return [.. AsStored(_peers.Available(now)).Append(self).OrderBy(advert => advert.Sender.Server)];
    }

    /// <summary>The shared table is newer than adverts.</summary>
    private IEnumerable<TrackAdvert> AsStored(IEnumerable<TrackAdvert> adverts)
    {
        if (!_table.IsKnown)
        {
            return adverts;
        }

        var owned = _table.Rows.Where(seen => seen.Row.Holder is not null).ToLookup(seen => seen.Row.Holder!.Value, seen => new OwnedTrack(seen.Row.Track, seen.Row.Epoch));
        return adverts.Select(advert => advert with { Owned = [.. owned[advert.Sender]] });
    }

    /// <summary>
    /// Claims what nobody has, all of it: who gets which is arbitration's matter, when all claims were heard. Who lost there does not claim again as long as somebody
    /// else does: each new claim would be a challenge, and start the count anew. Not so where only servers claim that have their full share, or that own more than this one would: they
    /// would claim, own and give back that track in turn for ever (seeds 1138, 542).
    /// </summary>
    private void ClaimFree(TimeSpan now)
    {
        if (_options.Level == TrackLevel.Fenced && !_table.IsKnown)
        {
            return;
        }

        var peers = AsStored(_peers.Available(now)).ToList();
        var share = Share(peers.Count + 1);
        var bid = _tenures.Count + _book.Count;
        _withdrawn.IntersectWith(peers.Where(advert => (advert.Owned.Count < share || _tenures.Count >= share) && advert.Owned.Count <= bid)
            .SelectMany(advert => advert.Claims, (_, claim) => claim.Track));
        var owned = _peers.OwnedNow(now);
        foreach (var track in _tracks.Where(track => !owned.Contains(track) && IsFree(track, now) && !_withdrawn.Contains(track)))
        {
            _book.Begin(track);
        }
    }

    private bool IsFree(string track, TimeSpan now) =>
        _tenures.Find(track) is null && !_taking.ContainsKey(track) && _table.Find(track)?.Row.Holder is null
        && !IsLeftAlone(track, now);

    private bool IsLeftAlone(string track, TimeSpan now) => _leftAlone.TryGetValue(track, out var until) && now < until;

    /// <summary>
    /// An owner with more than its share, or one that has two while another server has none, gives one back an interval. It goes to whoever owns the fewest, by the same
    /// arbitration, since the giver leaves it alone for 4T.
    /// </summary>
    private void ReleaseSurplus(TimeSpan now)
    {
        var bidders = Bidders(now);
        if (!_options.ReleasesSurplus || _book.Count > 0 || bidders.Count < 2)
        {
            return;
        }

        var share = Share(bidders.Count);
        var most = bidders.OrderByDescending(bidder => bidder.Owned.Count).ThenBy(bidder => bidder.Sender.Server).First();
        var somebodyIsIdle = bidders.Any(bidder => bidder.Owned.Count == 0 && bidder.Claims.Count == 0);
        if (_tenures.Count > share || (somebodyIsIdle && _tenures.Count >= 2 && most.Sender == _options.Self))
        {
            GiveBack(_tenures.All.Last(), "it is more than this server's share", now);
        }
    }

    /// <summary>What a server keeps without giving any back.</summary>
    private int Share(int servers) => ((_tracks.Count + servers - 1) / servers) + 1;

    private void GiveBack(Tenure tenure, string why, TimeSpan now)
    {
        _leftAlone[tenure.Token.Track] = now + _options.Silence;
        Lose(tenure, why);
        if (_options.Level == TrackLevel.Fenced)
        {
            _outputs.Add(new ReleaseTrack(tenure.Token));
        }
    }
}
