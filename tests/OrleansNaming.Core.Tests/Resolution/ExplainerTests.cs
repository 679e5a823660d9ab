using OrleansNaming.Core.Tests.Replica;
using OrleansNaming.Replica;
using OrleansNaming.Resolution;

namespace OrleansNaming.Core.Tests.Resolution;

[Collection(MeasuresAllocation.Name)]
public sealed class ExplainerTests
{
    private readonly Town _town = new();

    [Fact]
    public void Each_line_says_which_stage_removed_it_and_why()
    {
        _town.Put("a", Line("old", "eu"), Line("ill", "eu", InstanceHealth.Unhealthy, "v2"), Line("good", "eu", default, "v2"), Line("far", "us", default, "v2"));
        _town.Put("b", Line("gone", "eu", default, "v2"));
        _town.Hide("b");
        var told = Explain(new ResolveOptions { Tags = ["v2"], Zones = ["eu", "asia"] });
        Assert.Equal(
            [
                "far zone: its zone is 'us', asked for is eu, asia",
                "good ",
                "ill health: it is registered as unhealthy",
                "old tags: it lacks the tag v2",
                "gone liveness: its server 'b' is hidden: silent for 9.0 s",
            ],
            Lines(told));
        Assert.Equal(["liveness 5 4", "tags 4 3", "zone 3 2", "health 2 1", "drain 1 1", "nearest 1 1"], told.Stages.Select(stage => $"{stage.Name} {stage.Before} {stage.Left}"));
    }

    [Fact]
    [Row("B14")]
    public void A_binding_whose_name_is_anothers_says_whose()
    {
        foreach (var server in (string[])["a", "b"])
        {
            _town.Put(server, new Instance("orders", server, [], null, null, new BindingTerms(BindingPolicy.Unique, 3, null)));
        }

        var told = Explain(null);
        Assert.Equal(["a ", "b conflict: the name is that of 'a' at server 'a', with the binding epoch 3"], Lines(told));
    }

    [Fact]
    public void What_was_learnt_says_how_when_and_from_whom()
    {
        var list = _town.Put("a", Line("one"));
        _town.Replica.History.Applied(new PastVersion(list.Server, list.Stamp, "peer", new ServerId("c"), new Instant(TimeSpan.Zero, 60_000)));
        var line = Assert.Single(Explain(null).Instances);
        Assert.Equal(("peer", "c", TimeSpan.FromSeconds(40)), (line.Learnt, line.Via!.Value.Value, line.LearntAgo!.Value));
        _town.Put("a", Line("two"));
        Assert.Null(Explain(null).Instances.Single(two => two.InstanceId == "two").Learnt);
    }

    [Fact]
    public void A_guest_that_lost_says_against_what()
    {
        _town.Put("a", Town.Guest("orders", "g", revision: 1, hold: 1));
        _town.Put("b", Town.Guest("orders", "g", revision: 1, hold: 2));
        Assert.Equal(["g liveness: the record at 'b' counts (revision 1, hold 2)", "g "], Lines(Explain(null)));
        Assert.Equal([1, 2], Explain(null).Instances.Select(line => line.Hold));
        _town.Put("b", Town.Tomb("orders", "g", revision: 2, hold: 2));
        Assert.Equal(["g liveness: its client took it back: 'b' has the tombstone of revision 2"], Lines(Explain(null)));
    }

    [Fact]
    public void A_preference_that_found_nothing_else_says_so()
    {
        _town.Put("a", Line("last"));
        _town.Drain("a");
        var told = Explain(null);
        Assert.Null(Assert.Single(told.Instances).RemovedBy);
        Assert.Equal((true, true, 1), (told.Stages[^1].IsPreference, told.Stages[^1].IsOverruled, told.Stages[^1].Left));
    }

    [Fact]
    public void A_resolve_pays_nothing_for_it()
    {
        _town.Put("a", Line("one"), Line("two", health: InstanceHealth.Warning));
        var options = new ResolveOptions();
        var set = ResolutionPipeline.Narrow(_town.Replica.Resolve("orders"), options);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            set = ResolutionPipeline.Narrow(_town.Replica.Resolve("orders"), options);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(2, set.Count);
    }

    private Explanation Explain(ResolveOptions? options)
    {
        var heard = new Dictionary<string, OwnerHeard> { ["b"] = new(OwnerState.Hidden, TimeSpan.FromSeconds(9), false) };
        var context = new ExplainContext("a", server => heard.TryGetValue(server.Value, out var known) ? known : null, 100_000);
        return new Explainer(_town.Replica, context).Explain("orders", options, Asker.Outsider);
    }

    private static IEnumerable<string> Lines(Explanation told) =>
        told.Instances.Select(line => $"{line.InstanceId} {line.RemovedBy}{(line.Why is null ? "" : $": {line.Why}")}");

    private static Instance Line(string id, string? zone = null, InstanceHealth health = InstanceHealth.Healthy, params string[] tags) =>
        new("orders", id, [], InstanceDetails.None with { Zone = zone, Health = health, Tags = tags }, null);
}
