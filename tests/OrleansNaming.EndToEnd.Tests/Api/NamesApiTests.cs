using System.Net;

namespace OrleansNaming.EndToEnd.Tests.Api;

public sealed class NamesApiTests : IAsyncLifetime
{
    private readonly SoloEngine _engine = new();
    private ApiNode _node = null!;

    public async ValueTask InitializeAsync() => _node = await ApiNode.StartAsync(_engine);

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task A_guest_is_registered_resolved_renewed_and_taken_back()
    {
        const string body = """{"endpoints":[{"host":"10.0.0.7","port":8080}],"zone":"eu-1","tags":["v2"],"metadata":{"rack":"4"},"weight":3,"leaseSeconds":20}""";
        var (put, written) = await _node.CallAsync("PUT", "/v1/names/orders?instance=orders-1", body);
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        var token = (string)written!["token"]!;
        Assert.Equal(token, put.Headers.GetValues("Naming-Token").Single());

        var found = await _node.GetAsync("/v1/names/orders");
        var instance = found["instances"]!.AsArray().Single()!;
        Assert.Equal("orders-1", (string)instance["instance"]!);
        Assert.Equal("""[{"host":"10.0.0.7","port":8080,"name":"http"}]""", instance["endpoints"]!.ToJsonString());
        Assert.Equal(("eu-1", 3, true, 20.0), ((string)instance["zone"]!, (int)instance["weight"]!, (bool)instance["guest"]!, (double)instance["leaseSeconds"]!));
        Assert.Equal("""{"rack":"4"}""", instance["metadata"]!.ToJsonString());
        Assert.Equal(token, (string)found["stamp"]!);
        Assert.True((bool)found["complete"]!);

        Assert.Equal(HttpStatusCode.NoContent, (await _node.CallAsync("PUT", "/v1/leases/orders?instance=orders-1")).Response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _node.CallAsync("DELETE", "/v1/names/orders?instance=orders-1")).Response.StatusCode);
        Assert.Empty((await _node.GetAsync("/v1/names/orders"))["instances"]!.AsArray());

        var (renewed, problem) = await _node.CallAsync("PUT", "/v1/leases/orders?instance=orders-1");
        Assert.Equal((HttpStatusCode.NotFound, "notFound"), (renewed.StatusCode, (string)problem!["refusal"]!));
    }

    [Fact]
    public async Task A_guest_that_is_not_renewed_is_gone_after_its_lease()
    {
        await _node.CallAsync("PUT", "/v1/names/orders?instance=a", """{"leaseSeconds":20}""");
        _engine.Advance(TimeSpan.FromSeconds(15));
        await _node.CallAsync("PUT", "/v1/leases/orders?instance=a");
        _engine.Advance(TimeSpan.FromSeconds(15));
        Assert.Single((await _node.GetAsync("/v1/names/orders"))["instances"]!.AsArray());
        _engine.Advance(TimeSpan.FromSeconds(10));
        Assert.Empty((await _node.GetAsync("/v1/names/orders"))["instances"]!.AsArray());
    }

    [Fact]
    public async Task Zones_fail_over_in_their_order_and_what_is_unhealthy_waits()
    {
        await _node.CallAsync("PUT", "/v1/names/orders?instance=a", """{"zone":"eu-1","health":"unhealthy"}""");
        await _node.CallAsync("PUT", "/v1/names/orders?instance=b", """{"zone":"eu-2"}""");
        Assert.Equal(["b"], await InstancesAsync("/v1/names/orders"));
        Assert.Equal(["b"], await InstancesAsync("/v1/names/orders?zone=eu-1&zone=eu-2"));
        Assert.Equal(["a"], await InstancesAsync("/v1/names/orders?zone=eu-1"));
        Assert.Equal("unhealthy", (string?)(await _node.GetAsync("/v1/names/orders?zone=eu-1"))["instances"]![0]!["health"]);
        var (refused, _) = await _node.CallAsync("PUT", "/v1/names/orders?instance=c", """{"health":"well"}""");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task Explain_tells_what_each_stage_did_and_how_each_line_was_learnt()
    {
        await _node.CallAsync("PUT", "/v1/names/orders?instance=a", """{"zone":"eu-1"}""");
        await _node.CallAsync("PUT", "/v1/names/orders?instance=b", """{"zone":"eu-2"}""");
        var told = await _node.GetAsync("/v1/explain/orders?zone=eu-2");
        Assert.Equal(("orders", true), ((string)told["name"]!, (bool)told["complete"]!));
        Assert.Equal(["liveness", "zone", "drain"], told["stages"]!.AsArray().Select(stage => (string)stage!["name"]!));
        var (a, b) = (told["instances"]![0]!, told["instances"]![1]!);
        Assert.Equal(("zone", "its zone is 'eu-1', asked for is eu-2", "own"), ((string?)a["removedBy"], (string?)a["why"], (string?)a["learnt"]));
        Assert.Equal((null, "alive", 1), ((string?)b["removedBy"], (string?)b["ownerState"], (int)b["hold"]!));
        Assert.Empty((await _node.GetAsync("/v1/explain/unbound"))["instances"]!.AsArray());
    }

    [Theory]
    [InlineData("/v1/names/orders?")]
    [InlineData("/v1/names?")]
    [InlineData("/v1/watch?name=orders&")]
    public async Task A_read_token_is_given_when_asked_for_and_demanded_when_shown(string path)
    {
        await _node.CallAsync("PUT", "/v1/names/orders?instance=a", "{}");
        var (plain, _) = await _node.CallAsync("GET", "/v1/names/orders");
        Assert.False(plain.Headers.Contains("Naming-Read-Token"));
        var (first, _) = await _node.CallAsync("GET", "/v1/names/orders?readToken=");
        var token = first.Headers.GetValues("Naming-Read-Token").Single();
        Assert.StartsWith($"{_engine.Server}:", token);
        if (!path.Contains("watch"))
        {
            var (again, _) = await _node.CallAsync("GET", $"{path}readToken={token}");
            Assert.Equal((HttpStatusCode.OK, token), (again.StatusCode, again.Headers.GetValues("Naming-Read-Token").Single()));
        }

        var ahead = $"{token[..token.LastIndexOf(':')]}:999";
        var (late, problem) = await _node.CallAsync("GET", $"{path}timeout=0.05&readToken={ahead}");
        Assert.Equal((HttpStatusCode.Conflict, "notReached"), (late.StatusCode, (string)problem!["refusal"]!));
        Assert.Equal(HttpStatusCode.Conflict, (await _node.CallAsync("GET", $"{path}timeout=0.05&atLeast={ahead}")).Response.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _node.CallAsync("GET", $"{path}readToken=x")).Response.StatusCode);
    }

    [Fact]
    [Lesson(16)]
    public async Task History_tells_what_became_of_a_name_and_what_it_was()
    {
        await _node.CallAsync("PUT", "/v1/names/orders?instance=a", "{}");
        await _node.CallAsync("DELETE", "/v1/names/orders?instance=a");
        var told = await _node.GetAsync("/v1/history/orders");
        Assert.Equal(["bound a", "unbound a"], told["changes"]!.AsArray().Select(past => $"{past!["change"]!["kind"]} {past["change"]!["instance"]!["instance"]}"));
        var then = Uri.EscapeDataString((string)told["changes"]![0]!["at"]!);
        var was = await _node.GetAsync($"/v1/history/orders?asOf={then}");
        Assert.True((bool)was["exact"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await _node.CallAsync("GET", "/v1/history/orders?asOf=1999-01-01T00:00:00Z")).Response.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _node.CallAsync("GET", "/v1/history/orders?asOf=soon")).Response.StatusCode);
        Assert.Equal("no other server is known", (string?)(await _node.GetAsync("/v1/status"))["silence"]);
        Assert.Equal("this server itself", (string?)(await _node.GetAsync($"/v1/servers/{_engine.Server}"))["judgement"]);
    }

    [Fact]
    public async Task Tags_and_zone_narrow_a_resolve()
    {
        await _node.CallAsync("PUT", "/v1/names/orders?instance=a", """{"tags":["v1","blue"],"zone":"eu-1"}""");
        await _node.CallAsync("PUT", "/v1/names/orders?instance=b", """{"tags":["v2","blue"],"zone":"eu-2"}""");
        Assert.Equal(["a", "b"], await InstancesAsync("/v1/names/orders?tag=blue"));
        Assert.Equal(["b"], await InstancesAsync("/v1/names/orders?tag=blue&tag=v2"));
        Assert.Equal(["a"], await InstancesAsync("/v1/names/orders?zone=eu-1"));
        Assert.Empty(await InstancesAsync("/v1/names/orders?zone=eu-1&tag=v2"));
    }

    [Fact]
    public async Task A_token_is_satisfied_by_header_and_by_query()
    {
        var (_, written) = await _node.CallAsync("PUT", "/v1/names/orders?instance=a");
        var token = (string)written!["token"]!;
        Assert.Equal(HttpStatusCode.OK, (await _node.CallAsync("GET", "/v1/names/orders", null, ("Naming-At-Least", token))).Response.StatusCode);
        Assert.Equal(["a"], await InstancesAsync($"/v1/names/orders?atLeast={token}"));
    }

    [Fact]
    public async Task A_state_that_is_not_reached_in_time_is_a_conflict_that_says_how_far_it_is()
    {
        await _node.CallAsync("PUT", "/v1/names/orders?instance=a");
        var ahead = new Token(_engine.Server, _engine.Stamp.Next());
        var (response, problem) = await _node.CallAsync("GET", $"/v1/names/orders?atLeast={ahead}&timeout=0.05");
        Assert.Equal((HttpStatusCode.Conflict, "notReached"), (response.StatusCode, (string)problem!["refusal"]!));
        Assert.Contains($"held here is {new Token(_engine.Server, _engine.Stamp)}", (string)problem["detail"]!);
    }

    [Fact]
    public async Task A_listing_comes_in_pages_and_each_name_once()
    {
        foreach (var name in new[] { "a", "b", "c/x", "c/y", "d" })
        {
            await _node.CallAsync("PUT", $"/v1/names/{name}?instance=one");
        }

        var first = await _node.GetAsync("/v1/names?limit=2");
        Assert.Equal(["a", "b"], Names(first));
        var second = await _node.GetAsync($"/v1/names?limit=2&after={first["next"]}");
        Assert.Equal(["c", "d"], Names(second));
        Assert.Null(second["next"]);
        Assert.Equal(["c/x", "c/y"], Names(await _node.GetAsync("/v1/names?context=c")));
    }

    [Fact]
    public async Task A_listing_shows_the_bindings_when_asked()
    {
        await _node.CallAsync("PUT", "/v1/names/a?instance=one");
        var item = (await _node.GetAsync("/v1/names?bindings=true"))["names"]![0]!;
        Assert.Equal("one", (string)item["bindings"]![0]!["instance"]!);
        Assert.Null((await _node.GetAsync("/v1/names"))["names"]![0]!["bindings"]);
    }

    [Fact]
    public async Task A_draining_server_s_own_services_are_left_out_while_others_serve()
    {
        await _node.CallAsync("PUT", "/v1/own/orders");
        await _node.CallAsync("PUT", "/v1/names/orders?instance=guest");
        var (drained, report) = await _node.CallAsync("PUT", "/v1/drain?wait=1");
        Assert.Equal((HttpStatusCode.OK, "completed", 0), (drained.StatusCode, (string?)report!["outcome"], report["nodes"]!.AsArray().Count));
        Assert.Equal((string?)report["token"], drained.Headers.GetValues("Naming-Token").Single());
        Assert.Equal(["guest"], await InstancesAsync("/v1/names/orders"));
        await _node.CallAsync("DELETE", "/v1/names/orders?instance=guest");
        Assert.True((bool)(await _node.GetAsync("/v1/names/orders"))["instances"]!.AsArray().Single()!["draining"]!);
        Assert.Equal(HttpStatusCode.OK, (await _node.CallAsync("DELETE", "/v1/drain")).Response.StatusCode);
        Assert.Null((await _node.GetAsync("/v1/names/orders"))["instances"]!.AsArray().Single()!["draining"]);
    }

    [Fact]
    public async Task Status_health_and_servers_tell_who_answers()
    {
        await _node.CallAsync("PUT", "/v1/own/billing");
        var status = await _node.GetAsync("/v1/status");
        Assert.Equal(("test", "alpha", "ready", true), ((string)status["cluster"]!, (string)status["server"]!, (string)status["phase"]!, (bool)status["complete"]!));
        Assert.Equal("ready", (string)(await _node.GetAsync("/v1/health"))["status"]!);
        var server = (await _node.GetAsync("/v1/servers"))["servers"]!.AsArray().Single()!;
        Assert.Equal(("alpha", "alive"), ((string)server["server"]!, (string)server["state"]!));
        Assert.Equal("""["billing"]""", server["services"]!.ToJsonString());
        Assert.Equal(server.ToJsonString(), (await _node.GetAsync("/v1/servers/alpha")).ToJsonString());
        Assert.Equal(HttpStatusCode.NotFound, (await _node.CallAsync("GET", "/v1/servers/beta")).Response.StatusCode);
    }

    private async Task<string[]> InstancesAsync(string path) =>
        [.. (await _node.GetAsync(path))["instances"]!.AsArray().Select(instance => (string)instance!["instance"]!)];

    private static string[] Names(System.Text.Json.Nodes.JsonNode list) => [.. list["names"]!.AsArray().Select(item => (string)item!["name"]!)];
}
