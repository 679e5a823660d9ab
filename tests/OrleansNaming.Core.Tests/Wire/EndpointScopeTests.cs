using OrleansNaming.Wire;
using OrleansNaming.Wire.Codecs;

namespace OrleansNaming.Core.Tests.Wire;

[Row("M1")]
public sealed class EndpointScopeTests
{
    [Theory]
    [InlineData(EndpointScope.Any, "050C 090831302E302E302E31 0C50")]
    [InlineData(EndpointScope.Cluster, "050E 090831302E302E302E31 0C50 1001")]
    [InlineData(EndpointScope.Dedicated, "050E 090831302E302E302E31 0C50 1002")]
    public void The_scope_is_a_field_of_its_own_that_is_left_out_for_everyone(EndpointScope scope, string bytes)
    {
        var endpoint = new Endpoint("http", "10.0.0.1", 80) { Scope = scope };
        var writer = new WireWriter([]);
        EndpointCodec.Write(ref writer, 1, endpoint);

        Assert.Equal(bytes.Replace(" ", ""), Convert.ToHexString(writer.Written));
        Assert.True(EndpointCodec.TryRead(writer.Written[2..], new TextPool(64), out var read));
        Assert.Equal(endpoint, read);
    }

    [Fact]
    public void A_scope_that_nobody_knows_makes_the_entry_malformed()
    {
        var writer = new WireWriter([]);
        EndpointCodec.Write(ref writer, 1, new Endpoint("http", "10.0.0.1", 80) { Scope = (EndpointScope)3 });

        Assert.False(EndpointCodec.TryRead(writer.Written[2..], new TextPool(64), out _));
    }

    [Fact]
    public void An_instance_keeps_the_scope_of_its_only_endpoint_and_of_each_of_several()
    {
        var (shared, own) = (new Endpoint("http", "10.0.0.9", 80) { Scope = EndpointScope.Cluster }, new Endpoint("http", "10.0.0.1", 80) { Scope = EndpointScope.Dedicated });

        Assert.Equal([shared], new Instance("orders", "a", [shared], null, null).Endpoints);
        Assert.Equal([shared, own], new Instance("orders", "a", [shared, own], null, null).Endpoints);
        Assert.False(new Instance("orders", "a", [shared], null, null).ContentEquals(new Instance("orders", "a", [shared with { Scope = EndpointScope.Any }], null, null)));
    }
}
