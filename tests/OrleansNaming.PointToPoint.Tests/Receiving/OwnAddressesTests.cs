using System.Net;
using OrleansNaming.PointToPoint.Receiving;
using OrleansNaming.PointToPoint.Tests.Neighbours;

namespace OrleansNaming.PointToPoint.Tests.Receiving;

public sealed class OwnAddressesTests
{
    private static readonly IPAddress Own = IPAddress.Parse("10.0.0.7");
    private static readonly IPAddress Cluster = IPAddress.Parse("192.0.2.100");

    private readonly HandMadeDirectory _time = new();
    private readonly OwnAddresses _own;
    private IPAddress[] _answer = [];
    private int _asked;

    public OwnAddressesTests() => _own = new OwnAddresses(_ => ++_asked > 0 ? _answer : [], _time);

    [Fact]
    public void A_host_name_that_could_not_be_looked_up_is_every_address_until_it_can()
    {
        Assert.True(_own.Contains("host-7", Cluster));
        _answer = [Own];
        Assert.True(_own.Contains("host-7", Cluster));
        Assert.Equal(1, _asked);

        _time.Pass(TimeSpan.FromSeconds(1));

        Assert.False(_own.Contains("host-7", Cluster));
        Assert.True(_own.Contains("host-7", Own));
        Assert.Equal(2, _asked);
    }

    [Fact]
    public void A_host_name_that_was_found_is_asked_for_once()
    {
        _answer = [Own];
        Assert.True(_own.Contains("host-7", Own));

        _time.Pass(TimeSpan.FromHours(1));

        Assert.True(_own.Contains("HOST-7", Own));
        Assert.Equal(1, _asked);
    }

    [Fact]
    public void An_address_is_itself_and_nobody_is_asked()
    {
        Assert.True(_own.Contains("10.0.0.7", Own));
        Assert.False(_own.Contains("10.0.0.7", Cluster));
        Assert.Equal(0, _asked);
    }
}
