using Microsoft.Extensions.DependencyInjection;
using OrleansNaming.EndToEnd.Tests.Api;
using OrleansNaming.Following;

namespace OrleansNaming.EndToEnd.Tests.Client;

public sealed class FollowerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("naming-follower-").FullName;
    private readonly ScriptedEngine _engine = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_follower_comes_to_what_its_node_holds_and_keeps_up_with_it()
    {
        _engine.Put("beta", ScriptedEngine.Service("orders", "b"), ScriptedEngine.Service("billing", "b"));
        await using var node = await ApiNode.StartAsync(_engine);
        await using var follower = await FollowAsync(node);
        await follower.UntilAsync(() => follower.Replica.IsComplete, "the directory is complete");
        Assert.Equal("b", follower.Replica.Resolve("orders")[0].InstanceId);
        Assert.False(follower.Replica.Resolve("orders").IsStale);

        var token = _engine.Put("beta", ScriptedEngine.Service("orders", "c"));
        _engine.Remove("beta", "billing", "b");
        await follower.UntilAsync(() => follower.Replica.Resolve("orders").Count == 2 && follower.Replica.Resolve("billing").Count == 0, "both changes have come");
        Assert.Equal(token.Stamp.Epoch, follower.Replica.Resolve("orders").Stamp.Stamp.Epoch);

        _engine.Hide("beta");
        await follower.UntilAsync(() => follower.Replica.Resolve("orders").Count == 0, "a hidden owner's services are hidden here too");
        _engine.Reveal("beta");
        await follower.UntilAsync(() => follower.Replica.Resolve("orders").Count == 2, "and shown again");
        _engine.Forget("beta");
        await follower.UntilAsync(() => follower.Replica.Resolve("orders").Count == 0, "an owner that a complete node forgot is forgotten");
    }

    [Fact]
    public async Task A_read_after_a_write_waits_for_the_follower_to_have_it()
    {
        await using var node = await ApiNode.StartAsync(_engine);
        await using var follower = await FollowAsync(node);
        await follower.UntilAsync(() => follower.Replica.IsComplete, "the directory is complete");
        var token = _engine.Put("beta", ScriptedEngine.Service("orders", "b"));
        Assert.Single(await follower.Client.ResolveAsync("orders", new() { AtLeast = token, Timeout = TimeSpan.FromMinutes(1) }, TestContext.Current.CancellationToken));
    }

    [Fact]
    [Lesson(23)]
    public async Task All_nodes_gone_for_ten_minutes_it_still_resolves_marked_stale_also_after_its_own_restart()
    {
        _engine.Put("beta", ScriptedEngine.Service("orders", "b"));
        var url = await FollowOnceAsync();

        // The last node is gone now, and stays so.
        var time = new ManualTime();
        await using (var restarted = await FollowerNode.StartAsync(_folder, time, null, url))
        {
            for (var minute = 0; minute < 10; minute++)
            {
                await time.PausedForAsync(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(20));
                time.Advance(TimeSpan.FromMinutes(1));
            }

            AssertStale(restarted);
            Assert.Equal(FollowState.Stale, restarted.State);
        }

        await using var again = await FollowerNode.StartAsync(_folder, new ManualTime(), null, url);
        AssertStale(again);
    }

    [Fact]
    public async Task A_node_that_dies_leaves_everything_in_place_marked_stale()
    {
        _engine.Put("beta", ScriptedEngine.Service("orders", "b"));
        var time = new ManualTime();
        var node = await ApiNode.StartAsync(_engine);
        await using var follower = await FollowerNode.StartAsync(_folder, time, null, node.Url);
        await follower.UntilAsync(() => follower.Replica.IsComplete, "the directory is complete");
        await node.DisposeAsync();
        await follower.UntilAsync(() => follower.Replica.Resolve("orders").IsStale, "what is held says that it may be old");
        for (var minute = 0; minute < 10; minute++)
        {
            await time.PausedForAsync(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(20));
            time.Advance(TimeSpan.FromMinutes(1));
        }

        AssertStale(follower);
        Assert.Single(await follower.Client.ResolveAsync("orders", cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task When_its_node_dies_a_follower_goes_on_at_the_next_one_and_is_fresh_again()
    {
        _engine.Put("beta", ScriptedEngine.Service("orders", "b"));
        var other = Copy();
        var first = await ApiNode.StartAsync(_engine);
        await using var second = await ApiNode.StartAsync(other);
        await using var follower = await FollowAsync(first, second);
        await follower.UntilAsync(() => follower.Replica.IsComplete, "the directory is complete");
        await first.DisposeAsync();
        other.Put("gamma", ScriptedEngine.Service("billing", "g"));
        await follower.UntilAsync(() => follower.Replica.Resolve("billing").Count == 1, "the second node is followed");
        await follower.UntilAsync(() => !follower.Replica.Resolve("orders").IsStale, "what it confirms is fresh");
    }

    [Fact]
    public async Task The_higher_stamp_of_an_owner_stays_when_the_next_node_is_behind()
    {
        _engine.Put("beta", ScriptedEngine.Service("orders", "b"));
        var behind = Copy();
        _engine.Put("beta", ScriptedEngine.Service("orders", "c"));
        var first = await ApiNode.StartAsync(_engine);
        await using var second = await ApiNode.StartAsync(behind);
        await using var follower = await FollowAsync(first, second);
        await follower.UntilAsync(() => follower.Replica.Resolve("orders").Count == 2, "the first node's state has come");
        await first.DisposeAsync();
        behind.Put("gamma", ScriptedEngine.Service("billing", "g"));
        await follower.UntilAsync(() => follower.Replica.Resolve("billing").Count == 1, "the second node is followed");
        Assert.Equal(2, follower.Replica.Resolve("orders").Count);
        Assert.True(follower.Replica.Resolve("orders").IsStale);

        behind.Put("beta", ScriptedEngine.Service("orders", "c"));
        await follower.UntilAsync(() => !follower.Replica.Resolve("orders").IsStale, "the second node has caught up");
    }

    [Fact]
    [Lesson(23)]
    public async Task What_a_node_that_is_not_complete_does_not_know_stays()
    {
        _engine.Put("beta", ScriptedEngine.Service("orders", "b"));
        var joining = new ScriptedEngine("delta");
        joining.Replica.IsComplete = false;
        joining.Put("gamma", ScriptedEngine.Service("billing", "g"));
        var first = await ApiNode.StartAsync(_engine);
        await using var second = await ApiNode.StartAsync(joining);
        await using var follower = await FollowAsync(first, second);
        await follower.UntilAsync(() => follower.Replica.IsComplete, "the directory is complete");
        await first.DisposeAsync();
        await follower.UntilAsync(() => follower.Replica.Resolve("billing").Count == 1, "the second node is followed");
        Assert.Single(follower.Replica.Resolve("orders"));

        joining.Replica.IsComplete = true;
        joining.Put("gamma", ScriptedEngine.Service("billing", "g2"));
        await follower.UntilAsync(() => follower.Replica.Resolve("orders").Count == 0, "complete now, its word counts");
    }

    [Fact]
    public async Task A_damaged_file_loses_no_more_than_what_is_damaged()
    {
        _engine.Put("beta", ScriptedEngine.Service("orders", "b"));
        _engine.Put("gamma", ScriptedEngine.Service("billing", "g"));
        var url = await FollowOnceAsync();
        var path = new LastKnownGood(_folder, "test").Path;
        var lines = await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken);
        var damaged = lines.Select(line => line.Contains("\"beta\"", StringComparison.Ordinal) ? Damage(line) : line);
        await File.WriteAllLinesAsync(path, damaged.Append("{\"server\":"), TestContext.Current.CancellationToken);

        await using var follower = await FollowerNode.StartAsync(_folder, new ManualTime(), null, url);
        Assert.Empty(follower.Replica.Resolve("orders"));
        Assert.Single(follower.Replica.Resolve("billing"));

        static string Damage(string line)
        {
            var at = line.IndexOf("\"delta\":\"", StringComparison.Ordinal) + 60;
            return line[..at] + (line[at] == 'A' ? 'B' : 'A') + line[(at + 1)..];
        }
    }

    [Fact]
    public async Task A_node_of_another_cluster_is_not_followed()
    {
        _engine.Put("beta", ScriptedEngine.Service("orders", "b"));
        await using var node = await ApiNode.StartAsync(_engine);
        var time = new ManualTime();
        await using var follower = await FollowerNode.StartAsync(_folder, time, naming => naming.Services.Configure<NamingOptions>(options => options.Cluster = "prod"), node.Url);
        await time.PausedForAsync(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1));
        Assert.Empty(follower.Replica.Resolve("orders"));
        Assert.Equal(FollowState.Empty, follower.State);
    }

    private Task<FollowerNode> FollowAsync(params ApiNode[] nodes) =>
        FollowerNode.StartAsync(_folder, null, null, [.. nodes.Select(node => node.Url)]);

    /// <summary>Follows until complete, then both end; the follower's file stays.</summary>
    private async Task<Uri> FollowOnceAsync()
    {
        await using var node = await ApiNode.StartAsync(_engine);
        await using var follower = await FollowAsync(node);
        await follower.UntilAsync(() => follower.Replica.IsComplete, "the directory is complete");
        return node.Url;
    }

    /// <summary>Another node with the same owners at the same versions.</summary>
    private ScriptedEngine Copy()
    {
        var copy = new ScriptedEngine("delta");
        foreach (var owner in _engine.Replica.Owners)
        {
            copy.Show(owner.Advertisement!, null);
        }

        return copy;
    }

    private static void AssertStale(FollowerNode follower)
    {
        var found = follower.Replica.Resolve("orders");
        Assert.Equal((1, true), (found.Count, found.IsStale));
        Assert.Equal("b", found[0].InstanceId);
    }
}
