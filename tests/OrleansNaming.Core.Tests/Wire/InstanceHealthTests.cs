using OrleansNaming.Wire;
using OrleansNaming.Wire.Codecs;

namespace OrleansNaming.Core.Tests.Wire;

public sealed class InstanceHealthTests
{
    [Theory]
    [InlineData(InstanceHealth.Healthy, "0500")]
    [InlineData(InstanceHealth.Warning, "0502 1401")]
    [InlineData(InstanceHealth.Unhealthy, "0502 1402")]
    public void Health_is_a_field_of_its_own_that_is_left_out_when_healthy(InstanceHealth health, string bytes)
    {
        var writer = new WireWriter(stackalloc byte[16]);
        DetailsCodec.Write(ref writer, 1, InstanceDetails.None with { Health = health });
        Assert.Equal(bytes.Replace(" ", ""), Convert.ToHexString(writer.Written)[..(2 + 2 + (health == InstanceHealth.Healthy ? 0 : 4))]);
        Assert.True(DetailsCodec.TryRead(writer.Written[2..], new TextPool(16), out var read));
        Assert.Equal(health, read!.Health);
    }

    [Fact]
    public void An_unknown_health_makes_the_entry_malformed_and_healthy_details_are_none()
    {
        var writer = new WireWriter(stackalloc byte[16]);
        DetailsCodec.Write(ref writer, 1, InstanceDetails.None with { Health = (InstanceHealth)3 });
        Assert.False(DetailsCodec.TryRead(writer.Written[2..], new TextPool(16), out _));
        Assert.True(DetailsCodec.IsNone(InstanceDetails.None));
        Assert.False(DetailsCodec.IsNone(InstanceDetails.None with { Health = InstanceHealth.Warning }));
    }

    [Fact]
    public void A_change_of_health_is_a_change_of_content()
    {
        var well = new Instance("orders", "a", [], InstanceDetails.None, null);
        Assert.False(well.ContentEquals(new Instance("orders", "a", [], InstanceDetails.None with { Health = InstanceHealth.Unhealthy }, null)));
        Assert.True(well.ContentEquals(new Instance("orders", "a", [], null, null)));
    }
}
