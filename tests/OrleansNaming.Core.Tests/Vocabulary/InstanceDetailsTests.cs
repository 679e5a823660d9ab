namespace OrleansNaming.Core.Tests.Vocabulary;

public sealed class InstanceDetailsTests
{
    [Fact]
    public void Tags_and_metadata_have_no_order()
    {
        var left = With(["a", "b"], new() { ["x"] = "1", ["y"] = "2" });
        var right = With(["b", "a"], new() { ["y"] = "2", ["x"] = "1" });

        Assert.Equal(left, right);
        Assert.Equal(left.GetHashCode(), right.GetHashCode());
    }

    [Fact]
    public void Every_part_counts()
    {
        var one = With(["a", "b"], new() { ["x"] = "1" });

        Assert.NotEqual(one, With(["a"], new() { ["x"] = "1" }));
        Assert.NotEqual(one, With(["a", "c"], new() { ["x"] = "1" }));
        Assert.NotEqual(one, With(["a", "a"], new() { ["x"] = "1" }));
        Assert.NotEqual(one, With(["a", "b"], []));
        Assert.NotEqual(one, With(["a", "b"], new() { ["x"] = "2" }));
        Assert.NotEqual(one, With(["a", "b"], new() { ["y"] = "1" }));
        Assert.NotEqual(one, one with { Zone = "z" });
        Assert.NotEqual(one, one with { Weight = 2 });
        Assert.NotEqual(one, one with { Health = InstanceHealth.Unhealthy });
        Assert.NotEqual(one, one with { Checks = [Check(80)] });
        Assert.NotEqual(one with { Checks = [Check(81)] }, one with { Checks = [Check(80)] });
        Assert.Equal(one with { Checks = [Check(80)] }, one with { Checks = [Check(80)] });
    }

    private static InstanceDetails With(string[] tags, Dictionary<string, string> metadata) => new(null, tags, metadata, 1);

    private static HealthCheck Check(int port) => new("h", HealthCheckKind.Tcp) { Target = FormattableString.Invariant($"h:{port}") };
}
