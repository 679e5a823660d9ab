using System.Net;
using System.Net.Sockets;
using OrleansNaming.Lan.Datagrams;

namespace OrleansNaming.Engines.Tests.Lan;

/// <summary>Peers by name.</summary>
[On(Engine.Lan)]
public sealed class PeerFinderTests
{
    private readonly List<IReadOnlyList<PeerAddress>> _found = [];
    private readonly List<string> _failed = [];

    [Fact]
    public async Task A_name_yields_a_peer_for_each_of_its_addresses_and_each_once()
    {
        using var finder = Finder(_ => [IPAddress.Parse("10.0.0.1"), IPAddress.Parse("10.0.0.2"), IPAddress.Parse("10.0.0.1")]);

        await finder.FindAsync();

        Assert.Equal([Peer("10.0.0.1"), Peer("10.0.0.2")], Assert.Single(_found));
    }

    [Fact]
    public async Task A_name_that_can_not_be_resolved_just_now_keeps_what_it_yielded_last()
    {
        var asked = 0;
        using var finder = Finder(_ => asked++ == 0 ? [IPAddress.Parse("10.0.0.1")] : throw new SocketException((int)SocketError.TryAgain));

        await finder.FindAsync();
        await finder.FindAsync();

        Assert.Equal([Peer("10.0.0.1")], _found[1]);
        Assert.Equal(["nodes"], _failed);
    }

    [Fact]
    public async Task A_node_that_moved_takes_the_place_of_where_it_was()
    {
        var asked = 0;
        using var finder = Finder(_ => [IPAddress.Parse(asked++ == 0 ? "10.0.0.1" : "10.0.0.9")]);

        await finder.FindAsync();
        await finder.FindAsync();

        Assert.Equal([Peer("10.0.0.9")], _found[1]);
    }

    [Fact]
    public async Task A_name_that_yields_too_many_addresses_is_cut()
    {
        using var finder = Finder(_ => [.. Enumerable.Range(0, 3_000).Select(i => new IPAddress([10, 0, (byte)(i / 256), (byte)(i % 256)]))]);

        await finder.FindAsync();

        Assert.Equal(PeerFinder.AddressesMax, Assert.Single(_found).Count);
    }

    private static PeerAddress Peer(string address) => new(IPAddress.Parse(address), 7700, 7701);

    private PeerFinder Finder(Func<string, IPAddress[]> resolve) => new(
        [new PeerName("nodes", 7700, 7701)], AddressFamily.InterNetwork, _found.Add, (name, _) => _failed.Add(name), TimeProvider.System)
    {
        Resolve = (name, _, _) =>
        {
            try
            {
                return Task.FromResult(resolve(name));
            }
            catch (SocketException e)
            {
                return Task.FromException<IPAddress[]>(e);
            }
        },
    };
}
