using OrleansNaming.Lan;

namespace OrleansNaming.Engines.Tests.Lan;

/// <summary>A wrong option stops the start, named, with what to do.</summary>
[On(Engine.Lan)]
public sealed class LanOptionsValidatorTests
{
    private static readonly LanOptionsValidator Validator = new();

    [Fact]
    public void The_defaults_are_valid() => Assert.True(Validator.Validate(null, new LanOptions()).Succeeded);

    [Theory]
    [InlineData("AdvertisedAddress", "host.example")]
    [InlineData("AdvertisedAddress", "0.0.0.0")]
    [InlineData("AdvertisedAddress", "239.192.76.1")]
    [InlineData("MulticastInterface", "eth0")]
    [InlineData("MulticastGroup", "10.0.0.1")]
    [InlineData("MulticastGroup", "group")]
    [InlineData("MulticastPort", "0")]
    [InlineData("MulticastPort", "65536")]
    [InlineData("ProbePort", "-1")]
    [InlineData("PullPort", "65536")]
    [InlineData("PullPort", "80")]
    [InlineData("Peers", "a b")]
    [InlineData("Peers", "host:0")]
    [InlineData("Peers", "host:7610/70000")]
    [InlineData("PeersDnsName", "http://name")]
    [InlineData("AllowedNetworks", "10.0.0.0")]
    [InlineData("Interval", "00:00:00.1")]
    [InlineData("Interval", "00:02:00")]
    [InlineData("AloneAfter", "02:00:00")]
    [InlineData("LeaveTimeout", "-00:00:01")]
    public void A_value_that_can_not_work_is_named(string property, string value)
    {
        var options = new LanOptions();
        Set(options, property, value);

        var failure = Assert.Single(Validator.Validate(null, options).Failures!);

        Assert.Contains($"Naming:Lan:{property} ", failure);
        Assert.Contains(value, failure);
    }

    [Theory]
    [InlineData("Peers", "alpha")]
    [InlineData("Peers", "alpha.example:7700")]
    [InlineData("Peers", "10.0.0.1:7700/7701")]
    [InlineData("Peers", "fd00::1")]
    [InlineData("Peers", "[fd00::1]:7700/7701")]
    [InlineData("PeersDnsName", "naming.default.svc.cluster.local")]
    [InlineData("MulticastGroup", "ff15::76:1")]
    [InlineData("AllowedNetworks", "10.0.0.0/8")]
    [InlineData("PullPort", "0")]
    public void A_value_that_works_passes(string property, string value)
    {
        var options = new LanOptions();
        Set(options, property, value);

        Assert.True(Validator.Validate(null, options).Succeeded);
    }

    private static void Set(LanOptions options, string property, string value)
    {
        var found = typeof(LanOptions).GetProperty(property)!;
        if (found.GetValue(options) is IList<string> list)
        {
            list.Add(value);
            return;
        }

        var type = Nullable.GetUnderlyingType(found.PropertyType) ?? found.PropertyType;
        found.SetValue(options, type == typeof(TimeSpan) ? TimeSpan.Parse(value) : Convert.ChangeType(value, type));
    }
}
