using System.Text.Json.Nodes;
using OrleansNaming.Gateway.Routes;

namespace OrleansNaming.EndToEnd.Tests.Api;

/// <summary>What Prometheus reads at /sd.</summary>
public sealed class TargetsTests
{
    private readonly ScriptedEngine _engine = new();

    [Fact]
    public async Task Every_endpoint_is_a_target_with_its_labels_in_one_order()
    {
        _engine.Put("beta", new Instance("orders", "o2", [new Endpoint("grpc", "fd00::7", 9090), new Endpoint("http", "10.0.0.7", 8080)],
            new InstanceDetails("eu-1", ["v2", "blue"], new Dictionary<string, string> { ["team.name"] = "shop", ["team-name"] = "late" }, 1), null));
        _engine.Put("alpha", ScriptedEngine.Service("shop/eu/cart", "c1", 1), ScriptedEngine.Service("orders", "o1", 2), ScriptedEngine.Service("orders/old", "x1", 3), new Instance("presence", "p1", [], null, null));
        await using var node = await ApiNode.StartAsync(_engine, withTargets: true);
        var (response, body) = await node.CallAsync("GET", "/sd");

        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(["127.0.0.1:2", "[fd00::7]:9090", "10.0.0.7:8080", "127.0.0.1:3", "127.0.0.1:1"], Targets(body));
        Assert.Equal(
            """{"__meta_naming_endpoint":"grpc","__meta_naming_instance":"o2","__meta_naming_metadata_team_name":"late","__meta_naming_name":"orders","__meta_naming_owner":"beta","__meta_naming_tags":",blue,v2,","__meta_naming_zone":"eu-1"}""",
            body![1]!["labels"]!.ToJsonString());

        Assert.Equal(["127.0.0.1:2", "[fd00::7]:9090", "10.0.0.7:8080"], Targets(await node.GetAsync("/sd?name=orders")));
        Assert.Equal(["[fd00::7]:9090"], Targets(await node.GetAsync("/sd?endpoint=grpc")));
        Assert.Equal(["[fd00::7]:9090", "10.0.0.7:8080"], Targets(await node.GetAsync("/sd?tag=v2&tag=blue")));
        Assert.Equal(["[fd00::7]:9090", "10.0.0.7:8080"], Targets(await node.GetAsync("/sd?zone=eu-1")));
        Assert.Equal(["127.0.0.1:1"], Targets(await node.GetAsync("/sd?context=shop")));
        Assert.Equal(400, (int)(await node.CallAsync("GET", "/sd?context=shop//eu")).Response.StatusCode);
    }

    [Fact]
    public async Task An_empty_directory_is_an_empty_list_and_an_incomplete_one_is_no_list()
    {
        await using var node = await ApiNode.StartAsync(_engine, withTargets: true);
        Assert.Equal("[]", (await node.GetAsync("/sd")).ToJsonString());
        Assert.Equal("[]", (await node.GetAsync("/sd?name=orders")).ToJsonString());
        _engine.Put("alpha", ScriptedEngine.Service("orders", "o1"));
        _engine.Replica.IsComplete = false;
        Assert.All(await Task.WhenAll(node.CallAsync("GET", "/sd"), node.CallAsync("GET", "/sd?name=orders"), node.CallAsync("GET", "/sd?name=billing")),
            answer => Assert.Equal((503, "notReady"), ((int)answer.Response.StatusCode, (string)answer.Body!["refusal"]!)));
        Assert.Equal("1", (await node.CallAsync("GET", "/sd")).Response.Headers.RetryAfter!.ToString());
    }

    [Fact]
    public async Task Names_beyond_one_page_are_told_too()
    {
        _engine.Put("alpha", [.. Enumerable.Range(0, 1_500).Select(i => ScriptedEngine.Service($"n{i:0000}", "x")), .. Enumerable.Range(0, 1_100).Select(i => ScriptedEngine.Service($"deep/n{i:0000}", "x"))]);
        await using var node = await ApiNode.StartAsync(_engine, withTargets: true);
        Assert.Equal(2_600, Targets(await node.GetAsync("/sd")).Count());
        Assert.Equal(1_100, Targets(await node.GetAsync("/sd?context=deep")).Count());
    }

    [Fact]
    public async Task Whoever_may_read_the_API_may_read_it_and_the_document_tells_of_it()
    {
        await using var node = await ApiNode.StartAsync(_engine, api =>
        {
            api.AdminKeys.Add("admin-key-0123456789abcdef");
            api.ReadKeys.Add("reader-key-0123456789abcdef");
        }, withTargets: true);
        Assert.Equal(401, (int)(await node.CallAsync("GET", "/sd")).Response.StatusCode);
        Assert.Equal(200, (int)(await node.CallAsync("GET", "/sd", null, ("Authorization", "Bearer reader-key-0123456789abcdef"))).Response.StatusCode);
        Assert.Equal("array", (string)(await node.GetAsync("/openapi/v1.json"))["paths"]!["/sd"]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!["type"]!);
        Assert.DoesNotContain(RouteTable.All, route => route.Pattern == "/sd");
        Assert.Equal(Gateway.NamingRole.Viewer, Gateway.Targets.TargetsRoute.Route.Role);
    }

    private static IEnumerable<string> Targets(JsonNode? groups) => groups!.AsArray().Select(group => (string)group!["targets"]!.AsArray().Single()!);
}
