using OrleansNaming.Guests;

namespace OrleansNaming.Core.Tests.Guests;

public sealed class RendezvousTests
{
    private static readonly List<EntryKey> Guests = [.. Enumerable.Range(0, 5_000).Select(i => new EntryKey($"jobs/{i % 50}", $"job-{i}"))];
    private static readonly List<ServerId> Live = [.. Enumerable.Range(0, 5).Select(i => new ServerId($"server-{i}"))];

    [Fact]
    public void Every_node_names_the_same_heir_whatever_the_order_in_which_it_knows_the_others() =>
        Assert.All(Guests, guest => Assert.Equal(Rendezvous.Choose(guest, Live), Rendezvous.Choose(guest, Live.AsEnumerable().Reverse())));

    [Fact]
    [Lesson(25)]
    public void When_a_node_goes_only_its_own_share_moves()
    {
        var gone = Live[2];
        var rest = Live.Where(server => server != gone).ToList();
        foreach (var guest in Guests)
        {
            var heir = Rendezvous.Choose(guest, Live);
            var next = Rendezvous.Choose(guest, rest);
            Assert.True(heir == gone ? next != gone : next == heir, $"{guest}: {heir}, then {next}");
        }
    }

    [Fact]
    public void The_shares_are_about_equal()
    {
        var shares = Guests.CountBy(guest => Rendezvous.Choose(guest, Live)!.Value).ToList();
        Assert.Equal(Live.Count, shares.Count);
        Assert.All(shares, share => Assert.InRange(share.Value, Guests.Count / Live.Count * 0.8, Guests.Count / Live.Count * 1.2));
    }

    [Fact]
    public void Without_live_nodes_there_is_no_heir() => Assert.Null(Rendezvous.Choose(Guests[0], []));
}
