using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OrleansNaming.EndToEnd.Tests.Client;
using OrleansNaming.Watching;

namespace OrleansNaming.EndToEnd.Tests.Api;

public sealed class WatchApiTests
{
    private readonly ScriptedEngine _engine = new();

    [Fact]
    public async Task A_watch_begins_with_the_present_state_and_goes_on_with_whole_versions()
    {
        await using var node = await ApiNode.StartAsync(_engine);
        _engine.Put("beta", ScriptedEngine.Service("orders", "b"));
        await using var watch = await EventStream.OpenAsync(node, "/v1/watch");
        Assert.Equal("present: bound orders/b", $"{await watch.NextAsync()}");

        _engine.Put("alpha", ScriptedEngine.Service("billing", "a"), ScriptedEngine.Service("orders", "a"));
        Assert.Equal("change: bound billing/a, bound orders/a", $"{await watch.NextAsync()}");
        _engine.Put("alpha", ScriptedEngine.Service("billing", "a", port: 9));
        Assert.Equal("change: rebound billing/a", $"{await watch.NextAsync()}");
        _engine.Hide("beta");
        Assert.Equal("change: hidden orders/b", $"{await watch.NextAsync()}");
        _engine.Reveal("beta");
        Assert.Equal("change: bound orders/b", $"{await watch.NextAsync()}");
        _engine.Remove("alpha", "billing", "a");
        Assert.Equal("change: unbound billing/a", $"{await watch.NextAsync()}");
    }

    [Fact]
    [Lesson(7)]
    public async Task A_watch_of_a_name_hears_of_it_and_of_what_is_below_it_only()
    {
        await using var node = await ApiNode.StartAsync(_engine);
        await using var watch = await EventStream.OpenAsync(node, "/v1/watch?name=shop");
        Assert.Equal("present: ", $"{await watch.NextAsync()}");
        _engine.Put("alpha", ScriptedEngine.Service("shopping", "a"));
        _engine.Put("alpha", ScriptedEngine.Service("shop/eu", "a"), ScriptedEngine.Service("other", "a"));
        Assert.Equal("change: bound shop/eu/a", $"{await watch.NextAsync()}");
    }

    [Fact]
    public async Task A_large_present_state_comes_in_pages()
    {
        await using var node = await ApiNode.StartAsync(_engine);
        _engine.Put("alpha", [.. Enumerable.Range(0, 300).Select(i => ScriptedEngine.Service($"s{i:d3}", "a"))]);
        await using var watch = await EventStream.OpenAsync(node, "/v1/watch");
        var (first, second) = (await watch.NextAsync(), await watch.NextAsync());
        Assert.Equal((256, true, null), (first.Data["changes"]!.AsArray().Count, (bool)first.Data["more"]!, first.Id));
        Assert.Equal((44, false), (second.Data["changes"]!.AsArray().Count, (bool)second.Data["more"]!));
        Assert.NotNull(second.Id);
    }

    [Fact]
    [Lesson(6)]
    public async Task Who_shows_its_last_id_gets_what_it_missed_and_no_more()
    {
        await using var node = await ApiNode.StartAsync(_engine);
        string? last;
        await using (var watch = await EventStream.OpenAsync(node, "/v1/watch"))
        {
            await watch.NextAsync();
            _engine.Put("alpha", ScriptedEngine.Service("a", "1"));
            last = (await watch.NextAsync()).Id;
        }

        _engine.Put("alpha", ScriptedEngine.Service("b", "1"));
        _engine.Put("alpha", ScriptedEngine.Service("c", "1"));
        await using var again = await EventStream.OpenAsync(node, "/v1/watch", last);
        Assert.Equal("change: bound b/1", $"{await again.NextAsync()}");
        Assert.Equal("change: bound c/1", $"{await again.NextAsync()}");
    }

    [Theory]
    [InlineData("00000000000000000000000000000000-1")]
    [InlineData("yesterday")]
    [InlineData("")]
    public async Task An_id_that_means_nothing_here_gets_a_reset_and_the_present_state(string lastEventId)
    {
        await using var node = await ApiNode.StartAsync(_engine);
        _engine.Put("alpha", ScriptedEngine.Service("a", "1"));
        await using var watch = await EventStream.OpenAsync(node, "/v1/watch", lastEventId);
        Assert.Equal("reset: ", $"{await watch.NextAsync()}");
        Assert.Equal("present: bound a/1", $"{await watch.NextAsync()}");
    }

    [Fact]
    public async Task A_watch_that_breaks_between_a_reset_and_its_last_page_begins_with_a_reset_again()
    {
        await using var node = await ApiNode.StartAsync(_engine);
        _engine.Put("alpha", [.. Enumerable.Range(0, 300).Select(i => ScriptedEngine.Service($"s{i:d3}", "a"))]);
        string? last;
        await using (var watch = await EventStream.OpenAsync(node, "/v1/watch", "yesterday"))
        {
            var (reset, page) = (await watch.NextAsync(), await watch.NextAsync());
            Assert.Equal(("reset", "present", true), (reset.Type, page.Type, (bool)page.Data["more"]!));
            last = page.Id ?? reset.Id;
        }

        await using var again = await EventStream.OpenAsync(node, "/v1/watch", last);
        Assert.Equal("reset: ", $"{await again.NextAsync()}");
        Assert.Equal(256, (await again.NextAsync()).Data["changes"]!.AsArray().Count);
        Assert.True(WatchPosition.TryParse((await again.NextAsync()).Id, out _));
    }

    [Fact]
    public async Task A_watcher_that_waits_for_a_state_while_the_server_stops_is_sent_elsewhere()
    {
        await using var node = await ApiNode.StartAsync(_engine);
        var ahead = new Token(new ServerId("beta"), new Stamp(new Epoch(1, new BootId(1)), 9));
        var waiting = node.CallAsync("GET", $"/v1/watch?atLeast={ahead}&timeout=300");
        await Eventually.Holds(async () => (int)(await node.GetAsync("/v1/status"))["watchers"]!, watchers => watchers == 1, "the watcher waits");

        node.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        var (refused, problem) = await waiting;
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "stopping"), (refused.StatusCode, (string)problem!["refusal"]!));
    }

    [Fact]
    public async Task An_id_that_is_too_old_gets_a_reset_and_the_present_state()
    {
        await using var node = await ApiNode.StartAsync(_engine);
        string? last;
        await using (var watch = await EventStream.OpenAsync(node, "/v1/watch"))
        {
            last = (await watch.NextAsync()).Id;
        }

        for (var i = 0; i <= WatchHistory.BatchesMax; i++)
        {
            _engine.Put("alpha", ScriptedEngine.Service("a", "1", port: 1 + i));
        }

        await using var again = await EventStream.OpenAsync(node, "/v1/watch", last);
        Assert.Equal("reset: ", $"{await again.NextAsync()}");
        Assert.Equal("present: bound a/1", $"{await again.NextAsync()}");
    }

    [Fact]
    public async Task A_watcher_above_the_number_is_sent_elsewhere_and_a_place_becomes_free_again()
    {
        await using var node = await ApiNode.StartAsync(_engine, options => options.WatchersMax = 1);
        await using (var watch = await EventStream.OpenAsync(node, "/v1/watch"))
        {
            await watch.NextAsync();
            var (refused, problem) = await node.CallAsync("GET", "/v1/watch");
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "notReady"), (refused.StatusCode, (string)problem!["refusal"]!));
            Assert.Contains("Naming:Api:WatchersMax", (string)problem["detail"]!);
        }

        await Eventually.Holds(
            async () => (int)(await node.GetAsync("/v1/status"))["watchers"]!, watchers => watchers == 0, "the watcher that left gives its place back");
        await using var again = await EventStream.OpenAsync(node, "/v1/watch");
        await again.NextAsync();
    }

    [Fact]
    public async Task An_idle_watch_sends_a_comment_at_every_heartbeat()
    {
        var time = new ManualTime();
        await using var node = await ApiNode.StartAsync(_engine, options => options.Heartbeat = TimeSpan.FromSeconds(15), time);
        await using var watch = await EventStream.OpenAsync(node, "/v1/watch");
        await watch.NextAsync();
        for (var beat = 0; beat < 3; beat++)
        {
            await time.PausedForAsync(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(15));
            time.Advance(TimeSpan.FromSeconds(15));
            await watch.CommentAsync();
        }

        _engine.Put("alpha", ScriptedEngine.Service("a", "1"));
        Assert.Equal("change: bound a/1", $"{await watch.NextAsync()}");
    }
}
