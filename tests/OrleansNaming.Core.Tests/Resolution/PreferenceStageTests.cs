using OrleansNaming.Core.Tests.Replica;
using OrleansNaming.Resolution;

namespace OrleansNaming.Core.Tests.Resolution;

/// <summary>Health, drain and the nearest zone: each leaves something wherever something was.</summary>
public sealed class PreferenceStageTests
{
    [Fact]
    public void An_unhealthy_instance_is_left_out_while_another_answers()
    {
        var town = new Town();
        town.Put("a", Line("well"), Line("ill", health: InstanceHealth.Unhealthy), Line("so-so", health: InstanceHealth.Warning));
        Assert.Equal(["so-so", "well"], Ask(town));
    }

    [Fact]
    public void Where_all_are_unhealthy_all_are_answered()
    {
        var town = new Town();
        town.Put("a", Line("one", health: InstanceHealth.Unhealthy), Line("two", health: InstanceHealth.Unhealthy));
        var outcomes = new List<StageOutcome>();
        Assert.Equal(["one", "two"], Ask(town, outcomes: outcomes));
        Assert.True(outcomes.Single(outcome => outcome.Stage == "health").IsOverruled);
    }

    [Fact]
    public void A_healthy_one_that_drains_is_better_than_an_unhealthy_one_that_serves()
    {
        var town = new Town();
        town.Put("a", Line("ill", health: InstanceHealth.Unhealthy));
        town.Put("b", Line("going"));
        town.Drain("b");
        Assert.Equal(["going"], Ask(town));
    }

    [Fact]
    public void Of_several_zones_the_first_that_has_instances_answers()
    {
        var town = new Town();
        town.Put("a", Line("far", "us"), Line("near", "eu-2"), Line("nowhere"));
        Assert.Equal(["near"], Ask(town, "eu-1", "eu-2", "us"));
        Assert.Equal(["far"], Ask(town, "us", "eu-2"));
        Assert.Equal([], Ask(town, "asia", "africa"));
        Assert.Equal(["far", "near", "nowhere"], Ask(town, "asia", "*"));
        Assert.Equal(["near"], Ask(town, "eu-2", "*"));
    }

    [Fact]
    public void A_zone_whose_instances_are_unhealthy_or_drain_fails_over()
    {
        var town = new Town();
        town.Put("a", Line("ill", "eu-1", InstanceHealth.Unhealthy));
        town.Put("b", Line("going", "eu-2"));
        town.Put("c", Line("far", "us"));
        Assert.Equal(["going"], Ask(town, "eu-1", "eu-2", "us"));
        town.Drain("b");
        Assert.Equal(["far"], Ask(town, "eu-1", "eu-2", "us"));
        town.Drop("c", new EntryKey("orders", "far"));
        Assert.Equal(["going"], Ask(town, "eu-1", "eu-2", "us"));
    }

    private static string[] Ask(Town town, params string[] zones) => Ask(town, [], zones);

    private static string[] Ask(Town town, List<StageOutcome> outcomes, params string[] zones) =>
        [.. ResolutionPipeline.Narrow(town.Replica.Resolve("orders"), new ResolveOptions { Zones = zones }, outcomes).Select(instance => instance.InstanceId)];

    private static Instance Line(string id, string? zone = null, InstanceHealth health = InstanceHealth.Healthy) =>
        new("orders", id, [], InstanceDetails.None with { Zone = zone, Health = health }, null);
}
