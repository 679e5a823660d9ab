using System.Net;
using System.Text.Json.Nodes;

namespace OrleansNaming.EndToEnd.Tests.Api;

[Row("B14")]
public sealed class TreeApiTests : IAsyncLifetime
{
    private readonly SoloEngine _engine = new();
    private ApiNode _node = null!;

    public async ValueTask InitializeAsync() => _node = await ApiNode.StartAsync(_engine);

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task Bind_refuses_what_this_server_bound_and_rebind_replaces_it()
    {
        const string path = "/v1/own/shop/eu/orders";
        var (first, said) = await _node.CallAsync("PUT", $"{path}?replace=false", """{"endpoints":[{"host":"h","port":1}]}""");
        Assert.True(first.IsSuccessStatusCode, $"{said}");
        var (again, problem) = await _node.CallAsync("PUT", $"{path}?replace=false", """{"endpoints":[{"host":"h","port":2}]}""");
        Assert.Equal((HttpStatusCode.Conflict, "alreadyBound"), (again.StatusCode, (string)problem!["refusal"]!));
        Assert.Equal(1, await PortAsync());

        Assert.Equal(HttpStatusCode.OK, (await _node.CallAsync("PUT", path, """{"endpoints":[{"host":"h","port":2}]}""")).Response.StatusCode);
        Assert.Equal(2, await PortAsync());

        async Task<int> PortAsync() => (int)(await _node.GetAsync("/v1/names/shop/eu/orders"))["instances"]![0]!["endpoints"]![0]!["port"]!;
    }

    [Fact]
    public async Task Unbind_takes_the_name_away_and_may_be_repeated()
    {
        await _node.CallAsync("PUT", "/v1/own/orders");
        Assert.Equal(HttpStatusCode.OK, (await _node.CallAsync("DELETE", "/v1/own/orders")).Response.StatusCode);
        Assert.Empty((await _node.GetAsync("/v1/names/orders"))["instances"]!.AsArray());
        Assert.Equal(HttpStatusCode.OK, (await _node.CallAsync("DELETE", "/v1/own/orders")).Response.StatusCode);
    }

    [Fact]
    public async Task A_context_is_created_listed_and_destroyed()
    {
        Assert.Equal(HttpStatusCode.OK, (await _node.CallAsync("PUT", "/v1/contexts/shop/us")).Response.StatusCode);
        Assert.Equal((true, 0), Item(await _node.GetAsync("/v1/names?context=shop"), "shop/us"));
        var (again, problem) = await _node.CallAsync("PUT", "/v1/contexts/shop/us");
        Assert.Equal((HttpStatusCode.Conflict, "alreadyBound"), (again.StatusCode, (string)problem!["refusal"]!));

        Assert.Equal(HttpStatusCode.OK, (await _node.CallAsync("DELETE", "/v1/contexts/shop/us")).Response.StatusCode);
        Assert.Empty((await _node.GetAsync("/v1/names?context=shop"))["names"]!.AsArray());
    }

    [Fact]
    public async Task Names_make_their_contexts_and_a_name_may_be_both()
    {
        await _node.CallAsync("PUT", "/v1/own/shop/eu/orders");
        await _node.CallAsync("PUT", "/v1/own/shop/eu");
        Assert.Equal((true, 0), Item(await _node.GetAsync("/v1/names"), "shop"));
        Assert.Equal((true, 1), Item(await _node.GetAsync("/v1/names?context=shop"), "shop/eu"));
        Assert.Equal((false, 1), Item(await _node.GetAsync("/v1/names?context=shop/eu"), "shop/eu/orders"));
    }

    [Fact]
    public async Task A_name_bound_by_several_resolves_to_all_of_them()
    {
        await _node.CallAsync("PUT", "/v1/own/orders");
        await _node.CallAsync("PUT", "/v1/names/orders?instance=guest-1");
        var found = (await _node.GetAsync("/v1/names/orders"))["instances"]!.AsArray();
        Assert.Equal(["alpha", "guest-1"], found.Select(instance => (string)instance!["instance"]!).Order());
    }

    private static (bool IsContext, int Instances) Item(JsonNode list, string name)
    {
        var item = list["names"]!.AsArray().Single(item => (string)item!["name"]! == name)!;
        return ((bool)item["context"]!, (int)item["instances"]!);
    }
}
