using OrleansNaming.Core.Tests.Replica;
using OrleansNaming.Resolution;

namespace OrleansNaming.Core.Tests.Resolution;

[Collection(MeasuresAllocation.Name)]
public sealed class ResolutionPipelineTests
{
    private readonly InstanceSet _candidates = Candidates();

    [Fact]
    public void Without_a_question_the_set_itself_comes_back()
    {
        Assert.Equal(["eu-old", "eu-v2", "us-v2"], Ids(ResolutionPipeline.Narrow(_candidates, null)));
        Assert.Equal(["eu-old", "eu-v2", "us-v2"], Ids(ResolutionPipeline.Narrow(_candidates, new ResolveOptions())));
    }

    [Fact]
    public void Only_instances_with_all_tags_stay() =>
        Assert.Equal(["us-v2"], Ids(ResolutionPipeline.Narrow(_candidates, new ResolveOptions { Tags = ["v2", "fast"] })));

    [Fact]
    public void Only_instances_of_the_zone_stay() =>
        Assert.Equal(["eu-old", "eu-v2"], Ids(ResolutionPipeline.Narrow(_candidates, new ResolveOptions { Zone = "eu" })));

    [Fact]
    public void Each_stage_that_was_asked_says_what_it_removed()
    {
        var outcomes = new List<StageOutcome>();
        var left = ResolutionPipeline.Narrow(_candidates, new ResolveOptions { Tags = ["v2"], Zone = "us" }, outcomes);
        Assert.Equal(["us-v2"], Ids(left));
        Assert.Equal(["tags", "zone", "drain"], outcomes.Select(outcome => outcome.Stage));
        Assert.Equal(["eu-old"], Ids(outcomes[0].Removed));
        Assert.Equal(["eu-v2"], Ids(outcomes[1].Removed));
        Assert.Empty(outcomes[2].Removed);
    }

    [Fact]
    public void A_draining_server_is_left_out_while_another_serves()
    {
        var town = TwoServers();
        town.Drain("b");
        var outcomes = new List<StageOutcome>();
        Assert.Equal(["a-old"], Ids(ResolutionPipeline.Narrow(town.Replica.Resolve("orders"), null, outcomes)));
        Assert.Equal(("drain", "b-v2"), (outcomes[^1].Stage, Assert.Single(Ids(outcomes[^1].Removed))));
        Assert.Equal(["a-old", "b-v2"], Ids(town.Replica.Resolve("orders")));
        Assert.Equal(["a-old", "b-v2"], Ids(town.Replica.GetHandle("orders").Current));
    }

    [Fact]
    public void Nothing_becomes_empty_by_a_drain()
    {
        var town = TwoServers();
        town.Drain("b");
        Assert.Equal(["b-v2"], Ids(ResolutionPipeline.Narrow(town.Replica.Resolve("orders"), new ResolveOptions { Tags = ["v2"] })));
        town.Drain("a");
        Assert.Equal(["a-old", "b-v2"], Ids(ResolutionPipeline.Narrow(town.Replica.Resolve("orders"), null)));
    }

    [Fact]
    public void A_guest_of_a_draining_server_stays()
    {
        var town = TwoServers();
        town.Put("b", Town.Guest("orders", "guest", 1, 1));
        town.Drain("b");
        Assert.Equal(["a-old", "guest"], Ids(ResolutionPipeline.Narrow(town.Replica.Resolve("orders"), null)));
    }

    [Fact]
    public void A_question_that_all_answer_allocates_nothing()
    {
        var options = new ResolveOptions { Tags = ["any"] };
        ResolutionPipeline.Narrow(_candidates, options);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var left = ResolutionPipeline.Narrow(_candidates, options);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(3, left.Count);
    }

    private static Town TwoServers()
    {
        var town = new Town();
        town.Put("a", Line("a-old", "eu"));
        town.Put("b", Line("b-v2", "eu", "v2"));
        return town;
    }

    private static InstanceSet Candidates()
    {
        var town = new Town();
        town.Put("a", Line("eu-old", "eu", "any"), Line("eu-v2", "eu", "any", "v2"), Line("us-v2", "us", "any", "v2", "fast"));
        return town.Replica.Resolve("orders");
    }

    private static Instance Line(string id, string zone, params string[] tags) =>
        new("orders", id, [], new InstanceDetails(zone, tags, new Dictionary<string, string>(), 1), null);

    private static IEnumerable<string> Ids(InstanceSet set) => set.Select(instance => instance.InstanceId);
}
