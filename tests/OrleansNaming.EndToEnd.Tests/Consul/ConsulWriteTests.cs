using System.Text.Json.Nodes;
using OrleansNaming.EndToEnd.Tests.Api;

namespace OrleansNaming.EndToEnd.Tests.Consul;

/// <summary>The agent's write side: a registration is a guest without a lease, with checks.</summary>
public sealed class ConsulWriteTests : IAsyncLifetime
{
    /// <summary>As Steeltoe sends it.</summary>
    private const string Steeltoe = """
        {"ID":"Orders-1","Name":"Orders","Tags":["v1"],"Port":8080,"Address":"10.0.0.7","Meta":{"secure":"false","zone":"west"},
         "Check":{"TTL":"30s","DeregisterCriticalServiceAfter":"30m","Header":{},"TLSSkipVerify":false}}
        """;

    private readonly SoloEngine _engine = new();
    private ApiNode _node = null!;

    public async ValueTask InitializeAsync() => _node = await ConsulNode.StartAsync(_engine);

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task A_registration_is_a_guest_without_a_lease_that_begins_critical()
    {
        Assert.Equal((200, ""), await _node.TextAsync("PUT", "/v1/agent/service/register", Steeltoe));
        var guest = Assert.Single(_engine.Replica.Resolve("orders"));
        Assert.True(guest.IsGuest);
        Assert.Equal(TimeSpan.Zero, guest.Guest!.Lease);
        Assert.Equal(InstanceHealth.Unhealthy, guest.Health);
        Assert.Equal("west", guest.Zone);
        var check = Assert.Single(guest.Checks);
        Assert.Equal(("service:Orders-1", HealthCheckKind.Ttl, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(30)), (check.Id, check.Kind, check.Interval, check.RemoveAfter!.Value));
        var entry = (await _node.AskAsync("/v1/health/service/Orders")).Body[0]!;
        Assert.Equal(("Orders-1", "Orders", "alpha"), ((string)entry["Service"]!["ID"]!, (string)entry["Service"]!["Service"]!, (string)entry["Node"]!["Node"]!));
        Assert.Equal("""{"secure":"false","zone":"west"}""", entry["Service"]!["Meta"]!.ToJsonString());
        Assert.Equal(["Orders"], (await _node.AskAsync("/v1/catalog/services")).Body.AsObject().Select(service => service.Key));
    }

    [Theory]
    [InlineData("""{"Name":"or\u0001ders"}""")]
    [InlineData("""{"Name":"orders","ID":"o\n1"}""")]
    [InlineData("""{"Name":"orders","Address":"10.0.0.1\u0007"}""")]
    public async Task Control_characters_are_refused(string body)
    {
        var (status, text) = await _node.TextAsync("PUT", "/v1/agent/service/register", body);
        Assert.Equal(400, status);
        Assert.Contains("control character U+00", text);
    }

    [Fact]
    public async Task What_people_write_of_a_check_may_have_lines()
    {
        await RegisterAsync("""{"Name":"Orders","ID":"Orders-1","Check":{"TTL":"30s","Notes":"first\nsecond"}}""");
        Assert.Equal(200, await StatusAsync("PUT", "/v1/agent/check/update/service:Orders-1", """{"Status":"passing","Output":"fine\nreally"}"""));
        Assert.Contains("first second", (await _node.AskAsync("/v1/health/service/Orders")).Body.ToJsonString());
    }

    [Fact]
    public async Task A_check_is_told_and_falls_silent()
    {
        await RegisterAsync(Steeltoe);
        Assert.Equal(200, await StatusAsync("PUT", "/v1/agent/check/pass/service:Orders-1?note=ttl"));
        Assert.Equal("passing", await StateAsync());
        Assert.Equal(200, await StatusAsync("PUT", "/v1/agent/check/warn/service%3AOrders-1"));
        Assert.Equal("warning", await StateAsync());
        Assert.Equal(200, await StatusAsync("GET", "/v1/agent/check/fail/service:Orders-1"));
        Assert.Equal("critical", await StateAsync());
        Assert.Equal(200, await StatusAsync("PUT", "/v1/agent/check/update/service:Orders-1", """{"Status":"passing","Output":"fine"}"""));
        Assert.Equal("passing", await StateAsync());
        _engine.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal("critical", await StateAsync());
        _engine.Advance(TimeSpan.FromMinutes(31));
        Assert.Empty((await _node.AskAsync("/v1/health/service/orders")).Body.AsArray());
    }

    [Theory]
    [InlineData("PUT", "/v1/agent/check/pass/service:nothing")]
    [InlineData("PUT", "/v1/agent/check/deregister/nothing")]
    [InlineData("PUT", "/v1/agent/service/deregister/nothing")]
    [InlineData("PUT", "/v1/agent/service/maintenance/nothing?enable=true")]
    public async Task What_is_not_known_is_told(string method, string path) => Assert.Equal(404, await StatusAsync(method, path));

    [Fact]
    public async Task Registering_again_changes_nothing_when_nothing_changed_and_keeps_what_its_checks_found()
    {
        await RegisterAsync(Steeltoe);
        await StatusAsync("PUT", "/v1/agent/check/pass/service:Orders-1");
        var index = await _node.IndexAsync("/v1/health/service/orders");
        await RegisterAsync(Steeltoe);
        Assert.Equal(index, await _node.IndexAsync("/v1/health/service/orders"));
        await RegisterAsync(Steeltoe.Replace("8080", "8081", StringComparison.Ordinal));
        Assert.Equal(8081, (int)(await _node.AskAsync("/v1/health/service/orders?passing=1")).Body.AsArray().Single()!["Service"]!["Port"]!);
    }

    [Fact]
    public async Task An_id_under_another_name_replaces_what_it_was()
    {
        await RegisterAsync(Steeltoe);
        await RegisterAsync(Steeltoe.Replace("\"Orders\"", "\"billing\"", StringComparison.Ordinal));
        Assert.Empty(_engine.Replica.Resolve("orders"));
        Assert.Single(_engine.Replica.Resolve("billing"));
    }

    [Fact]
    public async Task Ids_of_any_characters_are_kept_apart()
    {
        string[] ids = ["a", "A", "a:b", "a-b", "a b", "ä", new('x', 200), new('x', 201)];
        foreach (var id in ids)
        {
            await RegisterAsync($$"""{"Name":"web","ID":"{{id}}","Port":1,"Address":"h"}""");
        }

        Assert.Equal(ids.Order(StringComparer.Ordinal), (await _node.AskAsync("/v1/health/service/web")).Body.AsArray().Select(entry => (string)entry!["Service"]!["ID"]!).Order(StringComparer.Ordinal));
        Assert.Equal(200, await StatusAsync("PUT", "/v1/agent/service/deregister/a%20b"));
        Assert.Equal(ids.Length - 1, _engine.Replica.Resolve("web").Count);
    }

    [Fact]
    public async Task A_service_in_maintenance_gets_no_traffic_until_it_is_taken_out()
    {
        await RegisterAsync("""{"Name":"web","Port":80,"Address":"10.0.0.1","Weights":{"Passing":5,"Warning":2}}""");
        Assert.Equal(200, await StatusAsync("PUT", "/v1/agent/service/maintenance/web?enable=true&reason=by+hand"));
        var checks = (await _node.AskAsync("/v1/health/checks/web")).Body.AsArray();
        Assert.Equal("_service_maintenance:web", (string)checks.Single()!["CheckID"]!);
        Assert.Equal("by hand", (string)checks[0]!["Notes"]!);
        Assert.Empty((await _node.AskAsync("/v1/health/service/web?passing=1")).Body.AsArray());
        Assert.Equal(0, _engine.Replica.Resolve("web")[0].Weight);
        Assert.Equal(200, await StatusAsync("PUT", "/v1/agent/service/maintenance/web?enable=false"));
        Assert.Equal(5, _engine.Replica.Resolve("web")[0].Weight);
        Assert.Single((await _node.AskAsync("/v1/health/service/web?passing=1")).Body.AsArray());
        Assert.Equal(400, await StatusAsync("PUT", "/v1/agent/service/maintenance/web"));
    }

    [Fact]
    public async Task A_node_in_maintenance_drains()
    {
        Assert.Equal(200, await StatusAsync("PUT", "/v1/agent/maintenance?enable=true&reason=upgrade"));
        Assert.Equal(OwnerStatus.Draining, _engine.Replica.Find(_engine.Server)!.Advertisement!.Status);
        Assert.Equal(200, await StatusAsync("PUT", "/v1/agent/maintenance?enable=false"));
        Assert.Equal(OwnerStatus.Serving, _engine.Replica.Find(_engine.Server)!.Advertisement!.Status);
    }

    [Fact]
    public async Task Checks_come_and_go_by_themselves()
    {
        await RegisterAsync("""{"Name":"web","Port":80,"Address":"10.0.0.1"}""");
        Assert.Equal(200, await StatusAsync("PUT", "/v1/agent/check/register", """{"ID":"alive","Name":"Alive","ServiceID":"web","TTL":"15s"}"""));
        Assert.Equal("critical", await StateAsync("web"));
        Assert.Equal(200, await StatusAsync("PUT", "/v1/agent/check/pass/alive"));
        Assert.Equal("passing", await StateAsync("web"));
        Assert.Contains("alive", (await _node.GetAsync("/v1/agent/checks")).AsObject().Select(check => check.Key));
        Assert.Equal(200, await StatusAsync("PUT", "/v1/agent/check/deregister/alive"));
        Assert.Empty((await _node.AskAsync("/v1/health/checks/web")).Body.AsArray());
        Assert.Equal(404, await StatusAsync("PUT", "/v1/agent/check/register", """{"Name":"Alive","ServiceID":"nothing","TTL":"15s"}"""));
        Assert.Equal(400, await StatusAsync("PUT", "/v1/agent/check/register", """{"Name":"Alive","TTL":"15s"}"""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"Name":"no spaces"}""")]
    [InlineData("""{"Name":"web","Port":70000}""")]
    [InlineData("""{"Name":"web","Kind":"connect-proxy"}""")]
    [InlineData("""{"Name":"web","Check":{"Args":["rm"],"Interval":"10s"}}""")]
    [InlineData("""{"Name":"web","Check":{"HTTP":"http://10.0.0.1/","Header":{"x":["y"]},"Interval":"10s"}}""")]
    [InlineData("""{"Name":"web","Port":80,"Address":"10.0.0.1","Check":{"HTTP":"http://10.0.0.1/"}}""")]
    [InlineData("""{"Name":"web","Port":80,"Address":"10.0.0.1","Check":{"HTTP":"http://169.254.169.254/","Interval":"10s"}}""")]
    [InlineData("""{"Name":"web","Check":{"TTL":"soon"}}""")]
    [InlineData("""{"Name":"web","Check":{"TTL":"10s","Status":"well"}}""")]
    public async Task What_cannot_be_carried_out_is_refused(string body)
    {
        Assert.Equal(400, await StatusAsync("PUT", "/v1/agent/service/register", body));
        Assert.Empty(_engine.Replica.Resolve("web"));
    }

    [Fact]
    public async Task Several_checks_are_numbered_and_an_HTTP_check_is_the_holder_s()
    {
        await RegisterAsync("""{"name":"web","port":80,"address":"10.0.0.1","checks":[{"http":"http://10.0.0.1:80/health","interval":"10s","timeout":"1m"},{"tcp":"10.0.0.1:80","interval":"1m30s"}]}""");
        var checks = _engine.Replica.Resolve("web")[0].Checks;
        Assert.Equal(["service:web:1", "service:web:2"], checks.Select(check => check.Id));
        Assert.Equal((HealthCheckKind.Http, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10)), (checks[0].Kind, checks[0].Interval, checks[0].Timeout));
        Assert.Equal((HealthCheckKind.Tcp, TimeSpan.FromSeconds(90)), (checks[1].Kind, checks[1].Interval));
    }

    [Fact]
    public async Task A_service_without_an_address_is_where_its_client_is()
    {
        await RegisterAsync("""{"Name":"web","Port":80}""");
        Assert.Equal("127.0.0.1", _engine.Replica.Resolve("web")[0].Endpoints[0].Host);
        await RegisterAsync("""{"Name":"portless","Address":"10.0.0.9"}""");
        Assert.Equal(("10.0.0.9", 0), ((string)(await _node.AskAsync("/v1/health/service/portless")).Body[0]!["Service"]!["Address"]!, (int)(await _node.AskAsync("/v1/health/service/portless")).Body[0]!["Service"]!["Port"]!));
    }

    [Fact]
    [Lesson(11)]
    public async Task The_catalog_takes_services_of_nodes_without_an_agent()
    {
        const string Body = """{"Node":"Mainframe","Address":"10.1.1.1","Service":{"Service":"ledger","ID":"l-1","Port":99},"Check":{"Name":"up","Status":"passing"}}""";
        Assert.Equal((200, "true"), await _node.TextAsync("PUT", "/v1/catalog/register", Body));
        var entry = (await _node.AskAsync("/v1/health/service/ledger?passing=1")).Body[0]!;
        Assert.Equal(("Mainframe", "10.1.1.1"), ((string)entry["Node"]!["Node"]!, (string)entry["Service"]!["Address"]!));
        Assert.Single((await _node.AskAsync("/v1/catalog/node/Mainframe")).Body["Services"]!.AsObject());
        Assert.Equal((200, "true"), await _node.TextAsync("PUT", "/v1/catalog/deregister", """{"Node":"Mainframe","ServiceID":"l-1"}"""));
        Assert.Empty((await _node.AskAsync("/v1/catalog/service/ledger")).Body.AsArray());
    }

    [Fact]
    public async Task A_page_of_another_origin_tells_no_check()
    {
        await RegisterAsync(Steeltoe);
        Assert.Equal(403, (await _node.TextAsync("GET", "/v1/agent/check/pass/service:Orders-1", null, ("Sec-Fetch-Site", "cross-site"))).Status);
        Assert.Equal("critical", await StateAsync());
    }

    private async Task RegisterAsync(string body)
    {
        var (status, text) = await _node.TextAsync("PUT", "/v1/agent/service/register", body);
        Assert.True(status == 200, $"{body} → {status} {text}");
    }

    private async Task<string> StateAsync(string service = "orders")
    {
        var checks = (await _node.AskAsync($"/v1/health/checks/{service}")).Body.AsArray();
        return (string)Assert.IsType<JsonObject>(checks.Single())["Status"]!;
    }

    private async Task<int> StatusAsync(string method, string path, string? body = null) => (await _node.TextAsync(method, path, body)).Status;
}
