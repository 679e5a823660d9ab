using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json.Nodes;
using OrleansNaming.Api;

namespace OrleansNaming.EndToEnd.Tests.Api;

/// <summary>What a node tells its followers, on the wire.</summary>
public sealed class FollowApiTests
{
    private readonly ScriptedEngine _engine = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Lesson(5)]
    public async Task A_change_of_one_line_among_many_is_sent_as_one_line()
    {
        _engine.Put("beta", [.. Enumerable.Range(0, 2_000).Select(i => ScriptedEngine.Service($"s{i:d4}", "b"))]);
        await using var node = await ApiNode.StartAsync(_engine);
        await using var events = await FollowAsync(node, []);
        Assert.Equal(["hello", "owner", "complete"], await TypesAsync(events, 3));
        _engine.Put("beta", ScriptedEngine.Service("s1000", "b", port: 9));
        var (type, data) = await NextAsync(events);
        Assert.Equal("owner", type);
        Assert.InRange(((string)data["delta"]!).Length, 1, 400);
    }

    [Fact]
    [Lesson(6)]
    public async Task A_follower_that_has_a_list_is_not_sent_it_again()
    {
        var token = _engine.Put("beta", ScriptedEngine.Service("orders", "b"));
        _engine.Put("gamma", ScriptedEngine.Service("billing", "g"));
        await using var node = await ApiNode.StartAsync(_engine);
        var digest = _engine.Replica.Find(token.Server)!.Advertisement!.Digest.ToString();
        await using var events = await FollowAsync(node, [new ApiHeld(token.ToString(), digest)]);
        Assert.Equal("hello", (await NextAsync(events)).Type);
        var (beta, gamma) = ((await NextAsync(events)).Data, (await NextAsync(events)).Data);
        Assert.Equal(("beta", null), ((string)beta["server"]!, beta["delta"]));
        Assert.Equal("gamma", (string)gamma["server"]!);
        Assert.NotNull(gamma["delta"]);
    }

    [Fact]
    public async Task A_follower_that_has_another_list_of_that_stamp_is_sent_the_whole_one()
    {
        var token = _engine.Put("beta", ScriptedEngine.Service("orders", "b"));
        await using var node = await ApiNode.StartAsync(_engine);
        await using var events = await FollowAsync(node, [new ApiHeld(token.ToString(), new Digest(7).ToString())]);
        await NextAsync(events);
        Assert.NotNull((await NextAsync(events)).Data["delta"]);
    }

    [Fact]
    public async Task An_incomplete_node_says_so_and_names_no_servers()
    {
        _engine.Replica.IsComplete = false;
        await using var node = await ApiNode.StartAsync(_engine);
        await using var events = await FollowAsync(node, []);
        await NextAsync(events);
        var (type, data) = await NextAsync(events);
        Assert.Equal(("complete", false, null), (type, (bool)data["complete"]!, data["servers"]));
        _engine.Replica.IsComplete = true;
        _engine.Put("beta", ScriptedEngine.Service("orders", "b"));
        Assert.Equal("owner", (await NextAsync(events)).Type);
        Assert.Equal("""["beta"]""", (await NextAsync(events)).Data["servers"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"have":[null]}""")]
    [InlineData("""{"have":[{"stamp":"x","digest":"y"},null]}""")]
    public async Task What_nobody_can_have_is_refused_before_the_stream_begins(string body)
    {
        await using var node = await ApiNode.StartAsync(_engine);
        var (refused, problem) = await node.CallAsync("POST", "/v1/follow", body);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("'have' has a null", (string)problem!["detail"]!);
    }

    private static async Task<IAsyncEnumerator<SseItem<string>>> FollowAsync(ApiNode node, ApiHeld[] have)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/follow")
        {
            Content = JsonContent.Create(new ApiFollowRequest(have), ApiJson.Default.ApiFollowRequest),
        };
        var response = await node.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
        response.EnsureSuccessStatusCode();
        var parser = SseParser.Create(await response.Content.ReadAsStreamAsync(Stop), static (_, data) => Encoding.UTF8.GetString(data));
        return parser.EnumerateAsync(Stop).GetAsyncEnumerator(Stop);
    }

    private static async Task<string[]> TypesAsync(IAsyncEnumerator<SseItem<string>> events, int count)
    {
        var types = new string[count];
        for (var i = 0; i < count; i++)
        {
            types[i] = (await NextAsync(events)).Type;
        }

        return types;
    }

    private static async Task<(string Type, JsonNode Data)> NextAsync(IAsyncEnumerator<SseItem<string>> events)
    {
        Assert.True(await events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60), Stop));
        return (events.Current.EventType, JsonNode.Parse(events.Current.Data)!);
    }
}
