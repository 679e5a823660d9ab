using OrleansNaming.EndToEnd.Tests.Api;
using OrleansNaming.Gateway.Facades;

namespace OrleansNaming.EndToEnd.Tests.Consul;

/// <summary>Traps 1 and 2: what an index is, and when a question waits.</summary>
public sealed class BlockingQueryTests
{
    private const string Orders = "/v1/health/service/orders";

    private readonly ScriptedEngine _engine = new();

    [Fact]
    public async Task A_question_waits_while_its_index_is_the_present_one_and_ends_with_the_change()
    {
        _engine.Put("beta", ScriptedEngine.Service("orders", "beta", 1));
        await using var node = await ConsulNode.StartAsync(_engine);
        var index = await node.IndexAsync(Orders);
        var waiting = node.AskAsync($"{Orders}?index={index}&wait=120000ms");
        await ParkedAsync(node, "orders");
        _engine.Put("gamma", ScriptedEngine.Service("orders", "gamma", 2));
        var (body, next) = await waiting;
        Assert.Equal(2, body.AsArray().Count);
        Assert.NotEqual(index, next);
    }

    [Fact]
    public async Task After_its_wait_a_question_is_answered_with_the_same_index()
    {
        _engine.Put("beta", ScriptedEngine.Service("orders", "beta", 1));
        await using var node = await ConsulNode.StartAsync(_engine);
        var index = await node.IndexAsync(Orders);
        Assert.Equal(index, await node.IndexAsync($"{Orders}?index={index}&wait=10ms"));
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(1UL)]
    [InlineData(ulong.MaxValue)]
    [Lesson(4)]
    public async Task Any_other_index_is_answered_at_once(ulong index)
    {
        await using var node = await ConsulNode.StartAsync(_engine);
        Assert.NotEqual(index, await node.IndexAsync($"{Orders}?index={index}&wait=10m"));
    }

    [Fact]
    [Lesson(2)]
    public async Task An_index_moves_with_its_result_and_with_nothing_else()
    {
        _engine.Put("beta", ScriptedEngine.Service("orders", "beta", 1, "v1"));
        await using var node = await ConsulNode.StartAsync(_engine);
        var (plain, tagged, none, all) = await IndexesAsync(node);

        _engine.Put("gamma", ScriptedEngine.Service("billing", "gamma", 1));
        Assert.Equal((plain, tagged, none), Three(await IndexesAsync(node)));
        Assert.NotEqual(all, (await IndexesAsync(node)).All);

        _engine.Put("gamma", ScriptedEngine.Service("orders", "gamma", 1, "v2"));
        var later = await IndexesAsync(node);
        Assert.NotEqual(plain, later.Plain);
        Assert.Equal((tagged, none), (later.Tagged, later.None));

        _engine.Remove("gamma", "orders", "gamma");
        Assert.Equal(plain, (await IndexesAsync(node)).Plain);
    }

    [Fact]
    [Lesson(3)]
    public async Task A_client_that_alternates_between_two_nodes_meets_one_index_and_waits_at_both()
    {
        var other = new ScriptedEngine("omega");
        foreach (var engine in (ScriptedEngine[])[_engine, other])
        {
            // What came first at one node came last at the other.
            foreach (var owner in engine == _engine ? (string[])["beta", "gamma"] : ["gamma", "beta"])
            {
                engine.Put(owner, ScriptedEngine.Service("orders", owner, 1));
            }
        }

        await using var first = await ConsulNode.StartAsync(_engine);
        await using var second = await ConsulNode.StartAsync(other);
        var index = await first.IndexAsync(Orders);
        Assert.Equal(index, await second.IndexAsync(Orders));

        var waiting = second.AskAsync($"{Orders}?index={index}&wait=60s");
        await ParkedAsync(second, "orders");
        _engine.Put("delta", ScriptedEngine.Service("orders", "delta", 1));
        Assert.False(waiting.IsCompleted, "what one node learnt says nothing about the other");

        // The client goes on at the node that knows more, and comes back to the one that does not: each answers at once and truthfully.
        var (body, newer) = await first.AskAsync($"{Orders}?index={index}&wait=60s");
        Assert.Equal(3, body.AsArray().Count);
        Assert.Equal(index, await second.IndexAsync($"{Orders}?index={newer}&wait=60s"));
        other.Put("delta", ScriptedEngine.Service("orders", "delta", 1));
        Assert.Equal(newer, (await waiting).Index);
    }

    [Fact]
    [Lesson(1)]
    public async Task A_watcher_of_one_name_among_ten_thousand_is_not_woken_by_another()
    {
        for (var i = 0; i < 10; i++)
        {
            _engine.Put($"s{i}", [.. Enumerable.Range(0, 1_000).Select(n => ScriptedEngine.Service($"n-{(i * 1_000) + n:d5}", $"s{i}"))]);
        }

        using var wakeups = new NameWakeups(_engine);
        using var parked = wakeups.Park("n-00007");
        using var neighbour = wakeups.Park("n-00008");
        _engine.Put("s0", ScriptedEngine.Service("n-00008", "s0", 9));
        Assert.True(neighbour.Woken.IsCompleted);
        Assert.False(parked.Woken.IsCompleted);
        Assert.Equal(1, wakeups.Count);
        _engine.Put("s0", ScriptedEngine.Service("n-00007", "s0", 9));
        Assert.True(parked.Woken.IsCompleted);
        await parked.Woken;
    }

    [Fact]
    [Lesson(8)]
    public void Who_left_is_not_remembered()
    {
        using var wakeups = new NameWakeups(_engine);
        var (first, second) = (wakeups.Park("orders"), wakeups.Park("orders"));
        first.Dispose();
        Assert.Equal(1, wakeups.Count);
        second.Dispose();
        Assert.Equal(0, wakeups.Count);
    }

    /// <summary>What a parked watcher costs this façade, apart from its connection: the aim is 4 KiB.</summary>
    [Fact]
    [Lesson(8)]
    public void A_parked_watcher_costs_little()
    {
        using var wakeups = new NameWakeups(_engine);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var parked = Enumerable.Range(0, 1_000).Select(i => wakeups.Park($"n-{i}")).ToList();
        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / parked.Count;
        TestContext.Current.SendDiagnosticMessage($"{bytes} B a parked watcher");
        Assert.InRange(bytes, 1, 4 << 10);
    }

    [Fact]
    public async Task A_watcher_beyond_its_caller_s_share_is_refused_and_the_others_wait_on()
    {
        await using var node = await ConsulNode.StartAsync(_engine, api => api.WatchersPerCallerMax = 1);
        var index = await node.IndexAsync(Orders);
        var waiting = node.AskAsync($"{Orders}?index={index}&wait=60s");
        await ParkedAsync(node, "orders");
        Assert.Equal(429, (await node.TextAsync("GET", $"{Orders}?index={index}&wait=60s")).Status);
        _engine.Put("beta", ScriptedEngine.Service("orders", "beta", 1));
        Assert.Single((await waiting).Body.AsArray());
    }

    [Fact]
    public async Task Who_watches_everything_hears_of_any_name()
    {
        await using var node = await ConsulNode.StartAsync(_engine);
        var index = await node.IndexAsync("/v1/catalog/services");
        var waiting = node.AskAsync($"/v1/catalog/services?index={index}&wait=60s");
        await ParkedAsync(node, "everything");
        _engine.Put("beta", ScriptedEngine.Service("orders", "beta", 1));
        Assert.Equal("""{"orders":[]}""", (await waiting).Body.ToJsonString());
    }

    private static async Task<(ulong Plain, ulong Tagged, ulong None, ulong All)> IndexesAsync(ApiNode node) => (
        await node.IndexAsync(Orders), await node.IndexAsync($"{Orders}?tag=v1"), await node.IndexAsync($"{Orders}?tag=v9"), await node.IndexAsync("/v1/catalog/services"));

    private static (ulong, ulong, ulong) Three((ulong Plain, ulong Tagged, ulong None, ulong All) indexes) => (indexes.Plain, indexes.Tagged, indexes.None);

    private static Task<int> ParkedAsync(ApiNode node, string what) => Eventually.Holds(
        async () => (int)(await node.GetAsync("/v1/status"))["watchers"]!, watchers => watchers > 0, $"a watcher of {what}");
}
