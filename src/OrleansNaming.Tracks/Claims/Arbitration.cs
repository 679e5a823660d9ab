using OrleansNaming.Tracks.Presence;

namespace OrleansNaming.Tracks.Claims;

/// <summary>
/// Who of several claimants gets a track (row E18): who owns the fewest, then who has the lowest id. Several tracks are awarded in the order of their bytes, and each award
/// counts for the next one: else on a cold start, where nobody owns anything, the lowest id would win them all. A pure function of what was heard, so whoever heard the same
/// comes to the same result.
/// </summary>
internal static class Arbitration
{
    /// <param name="bidders">Everyone available, oneself included, by what they advertise.</param>
    /// <param name="prefersFreeSlots">Whether more free slots win before the lower id.</param>
    /// <returns>The winner of each claimed track.</returns>
    public static SortedDictionary<string, ServerId> Award(IReadOnlyCollection<TrackAdvert> bidders, bool prefersFreeSlots)
    {
        var counts = bidders.ToDictionary(bidder => bidder.Sender.Server, bidder => bidder.Owned.Count);
        var awards = new SortedDictionary<string, ServerId>(StringComparer.Ordinal);
        foreach (var track in bidders.SelectMany(bidder => bidder.Claims, (bidder, claim) => (claim.Track, bidder)).GroupBy(bid => bid.Track).OrderBy(bids => bids.Key, StringComparer.Ordinal))
        {
            var winner = track.Select(bid => bid.bidder).OrderBy(bidder => counts[bidder.Sender.Server])
                .ThenByDescending(bidder => prefersFreeSlots ? bidder.FreeSlots : 0)
                .ThenBy(bidder => bidder.Sender.Server)
                .First().Sender.Server;
            awards[track.Key] = winner;
            counts[winner]++;
        }

        return awards;
    }

    /// <summary>Who comes first where all available servers want each of these tracks.</summary>
    public static SortedDictionary<string, ServerId> Share(IEnumerable<string> tracks, IReadOnlyCollection<TrackAdvert> bidders, bool prefersFreeSlots)
    {
        ClaimedTrack[] all = [.. tracks.Select(track => new ClaimedTrack(track, 0))];
        return Award([.. bidders.Select(bidder => bidder with { Claims = all })], prefersFreeSlots);
    }
}
