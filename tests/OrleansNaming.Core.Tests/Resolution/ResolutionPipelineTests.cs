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
        Assert.Equal(["tags", "zone"], outcomes.Select(outcome => outcome.Stage));
        Assert.Equal(["eu-old"], Ids(outcomes[0].Removed));
        Assert.Equal(["eu-v2"], Ids(outcomes[1].Removed));
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
