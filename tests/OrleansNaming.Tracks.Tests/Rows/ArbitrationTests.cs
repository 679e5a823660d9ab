using FsCheck;
using FsCheck.Fluent;
using OrleansNaming.Tracks.Claims;
using OrleansNaming.Tracks.Presence;

namespace OrleansNaming.Tracks.Tests.Rows;

/// <summary>Who of several claimants gets a track (row E18).</summary>
public sealed class ArbitrationTests
{
    private static readonly Arbitrary<Bid[]> Bids = Gen.Choose(0, 6).Two()
        .SelectMany(_ => Gen.Choose(0, 1_023), static (owned, mask) => (owned, mask))
        .Select(static drawn => new Bid(drawn.owned.Item1, drawn.owned.Item2, drawn.mask))
        .NonEmptyListOf().Select(static bids => bids.Take(12).ToArray()).ToArbitrary();

    [Fact]
    [Row("E18")]
    public void Who_owns_fewer_wins_and_of_two_that_own_as_many_the_lower_id()
    {
        Assert.Equal("b", WinnerOf(Advert("a", 2, 0, ["t"]), Advert("b", 1, 0, ["t"])));
        Assert.Equal("a", WinnerOf(Advert("b", 1, 0, ["t"]), Advert("a", 1, 0, ["t"])));
        Assert.Equal("10", WinnerOf(Advert("2", 1, 0, ["t"]), Advert("10", 1, 0, ["t"])));
    }

    [Fact]
    [Row("E18")]
    public void Who_heard_the_same_comes_to_the_same_whatever_the_order_in_which_it_came() => Prop.ForAll(Bids, static bids =>
    {
        var adverts = Adverts(bids);
        var one = Arbitration.Award(adverts, false);
        var other = Arbitration.Award([.. adverts.Reverse()], false);
        return one.SequenceEqual(other) && one.SequenceEqual(Arbitration.Award([.. adverts.Skip(1), adverts[0]], false));
    }).QuickCheckThrowOnFailure();

    /// <summary>So whoever withdrew a lost claim and whoever has not heard of it yet agree all the same.</summary>
    [Fact]
    [Row("E18")]
    public void A_claim_that_lost_changes_nothing_when_it_is_withdrawn() => Prop.ForAll(Bids, static bids =>
    {
        var adverts = Adverts(bids);
        var all = Arbitration.Award(adverts, false);
        TrackAdvert[] withdrawn = [.. adverts.Select((advert, i) => i % 2 == 0 ? advert : advert with { Claims = [.. advert.Claims.Where(claim => all[claim.Track] == advert.Sender.Server)] })];
        return all.SequenceEqual(Arbitration.Award(withdrawn, false));
    }).QuickCheckThrowOnFailure();

    [Fact]
    [Row("E18")]
    public void Each_award_goes_to_a_claimant_that_had_the_fewest_by_then_as_the_plain_rule_says() => Prop.ForAll(Bids, static bids =>
    {
        var adverts = Adverts(bids);
        var counts = adverts.ToDictionary(advert => advert.Sender.Server.Value, advert => advert.Owned.Count);
        foreach (var (track, winner) in Arbitration.Award(adverts, false))
        {
            var claimants = adverts.Where(advert => advert.Claims.Any(claim => claim.Track == track)).Select(advert => advert.Sender.Server.Value).ToList();
            var fewest = claimants.Min(server => counts[server]);
            if (winner.Value != claimants.Where(server => counts[server] == fewest).Order(StringComparer.Ordinal).First())
            {
                return false;
            }

            counts[winner.Value]++;
        }

        return true;
    }).QuickCheckThrowOnFailure();

    private static string WinnerOf(params TrackAdvert[] adverts) => Arbitration.Award(adverts, false).Single().Value.Value;

    private static TrackAdvert[] Adverts(Bid[] bids) =>
        [.. bids.Select((bid, i) => Advert($"s{i:D2}", bid.Owned, bid.Free, [.. Enumerable.Range(0, 10).Where(track => (bid.Claims & (1 << track)) != 0).Select(track => $"t{track}")]))];

    private static TrackAdvert Advert(string server, int owned, int free, string[] claims) => new("g", NodeBench.HolderOf(server), 1)
    {
        FreeSlots = free,
        Owned = [.. Enumerable.Range(0, owned).Select(i => new OwnedTrack($"{server}-{i}", 1))],
        Claims = [.. claims.Select(track => new ClaimedTrack(track, 2))],
    };

    private sealed record Bid(int Owned, int Free, int Claims);
}
