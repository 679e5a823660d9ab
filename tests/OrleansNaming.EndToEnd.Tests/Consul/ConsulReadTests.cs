using System.Text.Json.Nodes;
using OrleansNaming.EndToEnd.Tests.Api;

namespace OrleansNaming.EndToEnd.Tests.Consul;

public sealed class ConsulReadTests
{
    private readonly ScriptedEngine _engine = new();

    [Fact]
    public async Task A_service_is_shown_with_its_node_its_tags_and_its_checks()
    {
        _engine.Put("beta", new Instance(
            "orders", "beta", [new Endpoint("http", "10.0.0.2", 8080), new Endpoint("grpc", "10.0.0.2", 9090)],
            new InstanceDetails("west", ["traefik.http.routers.orders.rule=Host(`a`)"], new Dictionary<string, string> { ["k"] = "v" }, 3), null));
        await using var node = await ConsulNode.StartAsync(_engine);
        var entry = (await node.AskAsync("/v1/health/service/orders")).Body[0]!;

        Assert.Equal("beta", (string)entry["Node"]!["Node"]!);
        Assert.True(Guid.TryParse((string)entry["Node"]!["ID"]!, out _));
        Assert.Equal("dc1", (string)entry["Node"]!["Datacenter"]!);
        Assert.Equal("west", (string)entry["Node"]!["Meta"]!["zone"]!);
        Assert.Equal("10.0.0.2", (string)entry["Service"]!["Address"]!);
        Assert.Equal(8080, (int)entry["Service"]!["Port"]!);
        Assert.Equal(9090, (int)entry["Service"]!["TaggedAddresses"]!["grpc"]!["Port"]!);
        Assert.Equal("traefik.http.routers.orders.rule=Host(`a`)", (string)entry["Service"]!["Tags"]![0]!);
        Assert.Equal("v", (string)entry["Service"]!["Meta"]!["k"]!);
        Assert.Equal(3, (int)entry["Service"]!["Weights"]!["Passing"]!);
        Assert.Equal("serfHealth", (string)entry["Checks"]![0]!["CheckID"]!);
        Assert.Equal("passing", (string)entry["Checks"]![0]!["Status"]!);

        var line = (await node.AskAsync("/v1/catalog/service/orders")).Body[0]!;
        Assert.Equal((string)entry["Node"]!["ID"]!, (string)line["ID"]!);
        Assert.Equal(8080, (int)line["ServicePort"]!);
    }

    /// <summary>Older Traefik pairs the two lists by their places.</summary>
    [Fact]
    public async Task Catalog_and_health_list_a_service_in_one_order()
    {
        foreach (var owner in (string[])["gamma", "beta", "delta"])
        {
            _engine.Put(owner, ScriptedEngine.Service("orders", owner));
        }

        await using var node = await ConsulNode.StartAsync(_engine);
        Assert.Equal(
            (await node.AskAsync("/v1/catalog/service/orders")).Body.AsArray().Select(line => (string)line!["Node"]!),
            (await node.AskAsync("/v1/health/service/orders")).Body.AsArray().Select(line => (string)line!["Node"]!["Node"]!));
    }

    [Fact]
    public async Task Services_are_listed_with_all_their_tags()
    {
        _engine.Put("beta", ScriptedEngine.Service("orders", "beta", 1, "v1"), ScriptedEngine.Service("shop/eu/billing", "beta"));
        _engine.Put("gamma", ScriptedEngine.Service("orders", "gamma", 1, "v2"));
        await using var node = await ConsulNode.StartAsync(_engine);
        Assert.Equal("""{"orders":["v1","v2"],"shop/eu/billing":[]}""", (await node.AskAsync("/v1/catalog/services")).Body.ToJsonString());
    }

    [Theory]
    [InlineData("tag=v1&tag=blue", 1)]
    [InlineData("tag=v1", 2)]
    [InlineData("tag=v9", 0)]
    [InlineData("node-meta=zone:west", 0)]
    [InlineData("passing", 2)]
    [InlineData("passing=1", 2)]
    [InlineData("passing=true", 2)]
    [InlineData("stale=&near=_agent", 2)]
    public async Task Questions_narrow_by_tags_and_node_meta(string query, int found)
    {
        _engine.Put("beta", ScriptedEngine.Service("orders", "beta", 1, "v1", "blue"));
        _engine.Put("gamma", ScriptedEngine.Service("orders", "gamma", 1, "v1"));
        await using var node = await ConsulNode.StartAsync(_engine);
        Assert.Equal(found, (await node.AskAsync($"/v1/health/service/orders?{query}")).Body.AsArray().Count);
    }

    [Theory]
    [InlineData("orders")]
    [InlineData("Orders")]
    [InlineData("shop%2Feu%2Fbilling")]
    [InlineData("shop/eu/billing")]
    public async Task Names_are_compared_without_case_and_may_be_of_the_tree(string name)
    {
        _engine.Put("beta", ScriptedEngine.Service("orders", "beta"), ScriptedEngine.Service("shop/eu/billing", "beta"));
        await using var node = await ConsulNode.StartAsync(_engine);
        Assert.Single((await node.AskAsync($"/v1/health/service/{name}")).Body.AsArray());
    }

    [Theory]
    [InlineData("/v1/catalog/services")]
    [InlineData("/v1/catalog/nodes")]
    [InlineData("/v1/catalog/service/nothing")]
    [InlineData("/v1/catalog/node/nothing")]
    [InlineData("/v1/health/service/nothing")]
    [InlineData("/v1/health/checks/nothing")]
    [InlineData("/v1/health/node/nothing")]
    [InlineData("/v1/health/state/any")]
    public async Task Every_list_has_an_index_above_zero_and_headers_that_strict_clients_read_also_when_it_is_empty(string path)
    {
        await using var node = await ConsulNode.StartAsync(_engine);
        var (response, _) = await node.CallAsync("GET", path);
        Assert.True(ulong.Parse(response.Headers.GetValues("X-Consul-Index").Single()) is >= 1 and < 1UL << 53);
        Assert.Equal("0", response.Headers.GetValues("X-Consul-LastContact").Single());
        Assert.True(bool.Parse(response.Headers.GetValues("X-Consul-KnownLeader").Single()));
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_node_that_is_still_joining_says_so_and_shows_no_list()
    {
        _engine.Put("beta", ScriptedEngine.Service("orders", "beta"));
        _engine.Replica.IsComplete = false;
        await using var node = await ConsulNode.StartAsync(_engine);
        foreach (var path in (string[])["/v1/catalog/services", "/v1/health/service/orders", "/v1/health/service/nothing"])
        {
            Assert.Equal(503, (await node.TextAsync("GET", path)).Status);
        }
    }

    [Fact]
    public async Task The_agent_is_the_node_that_answers()
    {
        _engine.Put("alpha", ScriptedEngine.Service("orders", "alpha"));
        _engine.Put("beta", ScriptedEngine.Service("orders", "beta"));
        await using var node = await ConsulNode.StartAsync(_engine);
        Assert.Equal("dc1", (string)(await node.GetAsync("/v1/agent/self"))["Config"]!["Datacenter"]!);
        Assert.Equal("alpha", (string)(await node.GetAsync("/v1/agent/self"))["Config"]!["NodeName"]!);
        Assert.Equal(["alpha", "beta"], (await node.GetAsync("/v1/agent/members")).AsArray().Select(member => (string)member!["Name"]!));
        Assert.Equal(["orders:alpha"], (await node.GetAsync("/v1/agent/services")).AsObject().Select(service => service.Key));
        Assert.Matches("^127\\.0\\.0\\.1:[0-9]+$", (string)(await node.GetAsync("/v1/status/leader"))!);
        Assert.Single((await node.GetAsync("/v1/status/peers")).AsArray());
        Assert.Equal("dc1", (string)(await node.GetAsync("/v1/catalog/datacenters"))[0]!);
        Assert.Equal(["alpha", "beta"], (await node.GetAsync("/v1/catalog/nodes")).AsArray().Select(one => (string)one!["Node"]!));
        Assert.Single((await node.GetAsync("/v1/catalog/node/beta"))["Services"]!.AsObject());
    }

    [Fact]
    public async Task A_server_that_drains_is_in_maintenance()
    {
        var engine = new SoloEngine();
        await engine.CommitAsync(new Bind(new Registration("orders", "alpha") { Endpoints = [new Endpoint("http", "127.0.0.1", 1)] }, Replace: true), TestContext.Current.CancellationToken);
        await using var node = await ConsulNode.StartAsync(engine);
        var (_, index) = await node.AskAsync("/v1/health/service/orders");
        var waiting = node.AskAsync($"/v1/health/service/orders?index={index}&wait=60s");
        await engine.CommitAsync(new SetStatus(OwnerStatus.Draining), TestContext.Current.CancellationToken);
        Assert.Contains("_node_maintenance", (await waiting).Body[0]!["Checks"]!.AsArray().Select(check => (string)check!["CheckID"]!));
        Assert.Empty((await node.AskAsync("/v1/health/service/orders?passing=1")).Body.AsArray());
        Assert.Contains("_node_maintenance", (await node.AskAsync("/v1/health/state/critical")).Body.AsArray().Select(check => (string)check!["CheckID"]!));
    }

    [Theory]
    [InlineData(InstanceHealth.Healthy, "passing", 1)]
    [InlineData(InstanceHealth.Warning, "warning", 0)]
    [InlineData(InstanceHealth.Unhealthy, "critical", 0)]
    public async Task The_health_of_an_instance_is_its_checks(InstanceHealth health, string status, int passing)
    {
        _engine.Put("beta", new Instance("orders", "beta", [new Endpoint("http", "h", 1)], InstanceDetails.None with { Health = health }, null));
        await using var node = await ConsulNode.StartAsync(_engine);
        Assert.Equal(status, (string)(await node.AskAsync("/v1/health/service/orders")).Body[0]!["Checks"]!.AsArray()[^1]!["Status"]!);
        Assert.Equal(passing, (await node.AskAsync("/v1/health/service/orders?passing=1")).Body.AsArray().Count);
    }

    [Theory]
    [InlineData("GET", "/v1/kv/a/b")]
    [InlineData("PUT", "/v1/kv/a")]
    [InlineData("PUT", "/v1/session/create")]
    [InlineData("PUT", "/v1/txn")]
    [InlineData("GET", "/v1/acl/tokens")]
    [InlineData("GET", "/v1/health/connect/web")]
    public async Task What_is_not_there_is_refused_and_not_pretended(string method, string path)
    {
        await using var node = await ConsulNode.StartAsync(_engine);
        var (status, text) = await node.TextAsync(method, path, method == "PUT" ? "{}" : null);
        Assert.Equal(501, status);
        Assert.Contains("not part of", text);
    }

    [Theory]
    [InlineData("/v1/health/service/orders?wait=soon")]
    [InlineData("/v1/health/service/orders?index=-1")]
    [InlineData("/v1/health/service/orders?dc=moon")]
    [InlineData("/v1/health/service/orders?ns=team")]
    [InlineData("/v1/catalog/services?filter=x")]
    [InlineData("/v1/health/state/well")]
    public async Task A_wrong_question_is_refused_in_a_line_of_text(string path)
    {
        await using var node = await ConsulNode.StartAsync(_engine);
        var (status, text) = await node.TextAsync("GET", path);
        Assert.Equal(400, status);
        Assert.DoesNotContain("{", text);
    }

    [Fact]
    public async Task A_token_is_a_key_of_the_API()
    {
        const string Key = "0123456789abcdef";
        await using var node = await ConsulNode.StartAsync(_engine, api =>
        {
            api.AdminKeys.Add("fedcba9876543210");
            api.ReadKeys.Add(Key);
        });
        Assert.Equal(403, (await node.TextAsync("GET", "/v1/catalog/services")).Status);
        Assert.Equal(403, (await node.TextAsync("GET", "/v1/catalog/services", null, ("X-Consul-Token", "wrongwrongwrongwrong"))).Status);
        Assert.Equal(200, (await node.TextAsync("GET", "/v1/catalog/services", null, ("X-Consul-Token", Key))).Status);
        Assert.Equal(200, (await node.TextAsync("GET", $"/v1/catalog/services?token={Key}")).Status);
    }

    [Fact]
    public async Task The_API_beside_it_answers_as_before()
    {
        await using var node = await ConsulNode.StartAsync(_engine);
        Assert.Equal("ready", (string)(await node.GetAsync("/v1/health"))["status"]!);
        Assert.Equal("alpha", (string)(await node.GetAsync("/v1/status"))["server"]!);
        Assert.IsType<JsonObject>((await node.CallAsync("GET", "/v1/nothing")).Body);
    }
}
