using System.Net;
using OrleansNaming.EndToEnd.Tests.Client;

namespace OrleansNaming.EndToEnd.Tests.Api;

/// <summary>One caller cannot take what the others need: each limit answers 429 with Retry-After, and lets go again.</summary>
public sealed class LoadTests
{
    [Fact]
    public async Task Writes_above_the_pace_are_refused_and_reads_are_not()
    {
        var time = new ManualTime();
        await using var node = await ApiNode.StartAsync(new SoloEngine(), options => options.WritesPerSecond = 2, time);
        Assert.Equal("200 200 429 429", await WritesAsync(node, 4));
        var (refused, problem) = await node.CallAsync("PUT", "/v1/names/jobs?instance=x");
        Assert.Equal(("1", "tooMany"), ($"{refused.Headers.RetryAfter}", (string)problem!["refusal"]!));
        Assert.Contains("Naming:Api:WritesPerSecond", (string)problem["detail"]!);
        await node.GetAsync("/v1/names/jobs");
        time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal("200 429", await WritesAsync(node, 2));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("200 200 429", await WritesAsync(node, 3));
    }

    [Fact]
    public async Task A_caller_without_a_key_does_not_use_up_the_pace_of_its_address()
    {
        const string Key = "admin-key-0123456789abcdef";
        await using var node = await ApiNode.StartAsync(
            new SoloEngine(),
            options =>
            {
                options.WritesPerSecond = 1;
                options.AdminKeys.Add(Key);
            },
            new ManualTime());
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await node.CallAsync("PUT", "/v1/names/jobs?instance=x")).Response.StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, (await node.CallAsync("PUT", "/v1/names/jobs?instance=x", null, ("Authorization", $"Bearer {Key}"))).Response.StatusCode);
    }

    [Fact]
    public async Task Snapshots_above_the_number_at_once_are_refused_and_a_place_becomes_free_again()
    {
        var engine = new HeldEngine();
        await using var node = await ApiNode.StartAsync(engine, options => (options.BulkReadsMax, options.BulkReadsWaitingMax) = (1, 1));
        var first = node.CallAsync("GET", "/v1/servers");
        await engine.Entered.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        var second = node.CallAsync("GET", "/v1/names");
        var third = node.CallAsync("GET", "/v1/servers/alpha/changes?mode=snapshot");
        var early = await await Task.WhenAny(second, third); // One of them waits, whichever came first; the other is refused.
        Assert.Equal((HttpStatusCode.TooManyRequests, "1"), (early.Response.StatusCode, $"{early.Response.Headers.RetryAfter}"));
        Assert.Contains("Naming:Api:BulkReadsMax", (string)early.Body!["detail"]!);
        Assert.Equal(HttpStatusCode.OK, (await node.CallAsync("GET", "/v1/names/orders")).Response.StatusCode);

        engine.Release();
        Assert.Equal(HttpStatusCode.OK, (await first).Response.StatusCode);
        (HttpResponseMessage Response, System.Text.Json.Nodes.JsonNode? Body)[] both = [await second, await third];
        Assert.Single(both, answer => answer.Response.StatusCode == HttpStatusCode.OK);
        await node.GetAsync("/v1/names");
    }

    [Fact]
    public async Task A_watcher_above_its_address_s_number_is_refused_and_a_place_becomes_free_again()
    {
        await using var node = await ApiNode.StartAsync(new SoloEngine(), options => options.WatchersPerCallerMax = 1);
        await using (var watch = await EventStream.OpenAsync(node, "/v1/watch"))
        {
            await watch.NextAsync();
            var (refused, problem) = await node.CallAsync("POST", "/v1/follow");
            Assert.Equal((HttpStatusCode.TooManyRequests, "tooMany"), (refused.StatusCode, (string)problem!["refusal"]!));
            Assert.Contains("Naming:Api:WatchersPerCallerMax", (string)problem["detail"]!);
            Assert.Equal(1, (int)(await node.GetAsync("/v1/status"))["watchers"]!);
        }

        await Eventually.Holds(
            async () => (int)(await node.GetAsync("/v1/status"))["watchers"]!, watchers => watchers == 0, "the watcher that left gives its place back");
        await using var again = await EventStream.OpenAsync(node, "/v1/watch");
        await again.NextAsync();
    }

    [Theory]
    [InlineData("WritesPerSecond")]
    [InlineData("BulkReadsMax")]
    [InlineData("WatchersPerCallerMax")]
    public async Task A_limit_that_is_none_fails_the_start(string option)
    {
        var wrong = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(
            () => ApiNode.StartAsync(new SoloEngine(), options => typeof(Gateway.NamingApiOptions).GetProperty(option)!.SetValue(options, 0)));
        Assert.Contains($"Naming:Api:{option} 0 is not between 1 and", wrong.Message);
    }

    private static async Task<string> WritesAsync(ApiNode node, int count)
    {
        var statuses = new int[count];
        for (var i = 0; i < count; i++)
        {
            statuses[i] = (int)(await node.CallAsync("PUT", $"/v1/names/jobs?instance=job-{i}")).Response.StatusCode;
        }

        return string.Join(' ', statuses);
    }
}
