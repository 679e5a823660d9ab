using OrleansNaming.Wire;

namespace OrleansNaming.Contracts;

/// <summary>What a reader sees is always one whole version (rows B5, B9).</summary>
public abstract class ReadingContract : EngineContract
{
    [Fact]
    [Row("B5")]
    public async Task A_watcher_sees_whole_versions_in_order()
    {
        var servers = await StartAsync(2);
        var (owner, reader) = (servers[0], servers[1]);
        var steps = new List<IReadOnlyList<NamingChange>>();
        using var watch = reader.Engine.Subscribe(steps.Add);

        for (var i = 0; i < 20; i++)
        {
            await owner.BindAsync("a", replace: true, tags: $"v{i}");
        }

        await HoldsAsync(reader, owner, owner.Holds(owner));
        var stamps = steps.SelectMany(step => step).Where(change => change.Owner.Value == "s1").Select(change => change.Stamp).ToList();
        Assert.Equal(stamps.Order(), stamps);
        Assert.All(steps, step => Assert.Single(step.Select(change => change.Stamp).Distinct()));
        Assert.Equal(["v19"], reader.Engine.Replica.Resolve("a")[0].Tags);
    }

    [Fact]
    [Row("B6")]
    [Row("B9")]
    [Lesson(5)]
    public async Task A_pull_answers_a_delta_a_snapshot_or_that_nothing_changed()
    {
        var servers = await StartAsync(1);
        var owner = servers[0];
        var first = await owner.BindAsync("a");
        var digest = owner.Engine.Replica.Find(new ServerId("s1"))!.Advertisement!.Digest;
        var second = await owner.BindAsync("b");

        var delta = await PullAsync(owner, first.Stamp, digest, PullMode.Auto);
        var snapshot = await PullAsync(owner, first.Stamp, digest, PullMode.Snapshot);
        var none = await PullAsync(owner, second.Stamp, snapshot.Delta!.Digest, PullMode.Auto);

        Assert.Equal((ChangesOutcome.Delta, first.Stamp, second.Stamp), (delta.Outcome, delta.Delta!.Base, delta.Delta.Stamp));
        Assert.Equal(["b"], delta.Delta.Puts.Select(entry => entry.Name));
        Assert.Equal(ChangesOutcome.Snapshot, snapshot.Outcome);
        Assert.Equal(["a", "b"], snapshot.Delta.Puts.Select(entry => entry.Name).Order());
        Assert.Equal(ChangesOutcome.NotModified, none.Outcome);
    }

    [Fact]
    [Row("B6")]
    public async Task A_server_answers_pulls_of_other_owners_from_what_it_shows()
    {
        var servers = await StartAsync(2);
        var token = await servers[0].BindAsync("orders");
        await HoldsAsync(servers[1], servers[0], token.Stamp);

        var reply = await servers[1].Engine.ServeChangesAsync(
            new ChangesRequest(new ServerId("s1"), default, default, PullMode.Auto), TestContext.Current.CancellationToken);

        Assert.Equal((ChangesOutcome.Snapshot, token.Stamp), (reply.Outcome, reply.Current));
    }

    private static async Task<ChangesReply> PullAsync(Server owner, Stamp since, Digest digest, PullMode mode) =>
        await owner.Engine.ServeChangesAsync(new ChangesRequest(new ServerId(owner.Name), since, digest, mode), TestContext.Current.CancellationToken);
}
