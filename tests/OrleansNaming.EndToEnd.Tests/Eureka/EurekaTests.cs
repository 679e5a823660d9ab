using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using OrleansNaming.EndToEnd.Tests.Api;
using OrleansNaming.EndToEnd.Tests.Consul;
using OrleansNaming.Gateway.Eureka;

namespace OrleansNaming.EndToEnd.Tests.Eureka;

public sealed class EurekaTests : IAsyncLifetime
{
    private const string Orders = """
        {"instance":{"instanceId":"host-1:orders:8080","hostName":"host-1","app":"orders","ipAddr":"10.0.0.1","vipAddress":"orders","status":"UP","port":{"$":8080,"@enabled":"true"},
        "securePort":{"$":"8443","@enabled":"false"},"dataCenterInfo":{"@class":"com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo","name":"MyOwn"},
        "leaseInfo":{"renewalIntervalInSecs":5,"durationInSecs":15},"metadata":{"management.port":"9090","zone":"west"},"lastDirtyTimestamp":"1700000000000"}}
        """;

    private const string One = "/eureka/apps/ORDERS/host-1:orders:8080";

    private readonly SoloEngine _engine = new();
    private ApiNode _node = null!;

    public async ValueTask InitializeAsync() => _node = await ApiNode.StartAsync(_engine, map: static app => app.MapEurekaApi());

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task An_instance_is_registered_renewed_and_cancelled()
    {
        Assert.Equal(404, await StatusAsync("PUT", One));
        Assert.Equal(204, await StatusAsync("POST", "/eureka/apps/orders", Orders));
        Assert.Equal(200, await StatusAsync("PUT", $"{One}?status=UP&lastDirtyTimestamp=1700000000000"));
        Assert.Equal(404, await StatusAsync("PUT", $"{One}?lastDirtyTimestamp=1700000000001"));
        var guest = Assert.Single(_engine.Replica.Resolve("orders"));
        Assert.Equal(new Endpoint("http", "10.0.0.1", 8080), Assert.Single(guest.Endpoints));
        Assert.Equal("west", guest.Zone);
        Assert.Equal(200, await StatusAsync("DELETE", One));
        Assert.Equal(404, await StatusAsync("DELETE", One));
        Assert.Empty(_engine.Replica.Resolve("orders"));
    }

    [Fact]
    public async Task A_lease_that_is_not_renewed_ends_and_the_next_heartbeat_says_so()
    {
        await StatusAsync("POST", "/eureka/v2/apps/ORDERS/", Orders);
        _engine.Advance(TimeSpan.FromSeconds(14));
        Assert.Equal(200, await StatusAsync("PUT", One));
        _engine.Advance(TimeSpan.FromSeconds(16));
        Assert.Equal(404, await StatusAsync("PUT", One));
    }

    [Theory]
    [InlineData("\"hostName\":\"host-1\",", "")]
    [InlineData("\"ipAddr\":\"10.0.0.1\",", "\"ipAddr\":\" \",")]
    [InlineData("\"app\":\"orders\",", "")]
    [InlineData("\"app\":\"orders\",", "\"app\":\"billing\",")]
    [InlineData(",\"name\":\"MyOwn\"", "")]
    [InlineData("\"$\":8080", "\"$\":70000")]
    [InlineData("{\"instance\":", "{\"other\":")]
    public async Task What_misses_something_is_refused(string part, string instead)
    {
        var (status, text) = await _node.TextAsync("POST", "/eureka/apps/orders", Orders.Replace(part, instead, StringComparison.Ordinal));
        Assert.Equal(400, status);
        Assert.NotEmpty((string)JsonNode.Parse(text)!["error"]!);
    }

    [Theory]
    [InlineData("\"hostName\":\"host-1\"", "\"hostName\":\"host\\u0001\"")]
    [InlineData("\"instanceId\":\"host-1", "\"instanceId\":\"\\u0001")]
    [InlineData("\"vipAddress\":\"orders\"", "\"vipAddress\":\"\\u0000\"")]
    [InlineData("\"status\":\"UP\"", "\"homePageUrl\":\"http://h/\\u0001\"")]
    [InlineData("\"name\":\"MyOwn\"", "\"name\":\"My\\u001bOwn\"")]
    [InlineData("\"@class\":\"com", "\"@class\":\"\\u0008com")]
    [InlineData("\"9090\"", "\"90\\n90\"")]
    public async Task Control_characters_are_refused(string part, string instead)
    {
        Assert.Contains(part, Orders);
        var (status, text) = await _node.TextAsync("POST", "/eureka/apps/orders", Orders.Replace(part, instead, StringComparison.Ordinal));
        Assert.Equal(400, status);
        Assert.Contains("control character U+00", text);
    }

    [Fact]
    public async Task What_XML_cannot_carry_takes_the_answer_from_nobody()
    {
        var known = new EurekaRegistration { Id = "o-1", App = "orders", HostName = "h", Address = "10.0.0.1", HomePage = "http://h/\u0001\uFFFE\uD83D\uDE00é", DataCenterClass = "a\u0002" };
        var body = new JsonObject { ["metadata"] = new JsonObject { [EurekaRegistration.Key] = JsonSerializer.Serialize(known, EurekaJson.Default.EurekaRegistration) } };
        Assert.Equal(200, await StatusAsync("PUT", "/v1/names/orders?instance=o-1", body.ToJsonString()));

        var (status, text) = await _node.TextAsync("GET", "/eureka/apps");

        Assert.Equal(200, status);
        Assert.Equal("http://h/??\uD83D\uDE00é", XDocument.Parse(text).Descendants("homePageUrl").Single().Value);
    }

    [Fact]
    public async Task JSON_has_the_quirks_that_clients_parse()
    {
        await StatusAsync("POST", "/eureka/apps/orders", Orders);
        var apps = (await JsonAsync("/eureka/apps"))["applications"]!;
        Assert.Equal("UP_1_", (string)apps["apps__hashcode"]!);
        Assert.True(int.TryParse((string)apps["versions__delta"]!, out _));
        var app = apps["application"]![0]!;
        Assert.Equal("ORDERS", (string)app["name"]!);
        var instance = app["instance"]![0]!;
        Assert.Equal("""{"$":8080,"@enabled":"true"}""", instance["port"]!.ToJsonString());
        Assert.Equal("""{"$":8443,"@enabled":"false"}""", instance["securePort"]!.ToJsonString());
        Assert.Equal("MyOwn", (string)instance["dataCenterInfo"]!["name"]!);
        Assert.EndsWith("DefaultDataCenterInfo", (string)instance["dataCenterInfo"]!["@class"]!);
        Assert.Equal("1700000000000", (string)instance["lastDirtyTimestamp"]!);
        Assert.Equal("false", (string)instance["isCoordinatingDiscoveryServer"]!);
        Assert.Equal("""{"management.port":"9090","zone":"west"}""", instance["metadata"]!.ToJsonString());
        Assert.Equal(15, (int)instance["leaseInfo"]!["durationInSecs"]!);
    }

    [Theory]
    [InlineData("/eureka/apps", "applications")]
    [InlineData("/eureka/apps/", "applications")]
    [InlineData("/eureka/v2/apps/delta", "applications")]
    [InlineData("/eureka/apps/orders", "application")]
    [InlineData("/eureka/apps/Orders/host-1:orders:8080", "instance")]
    [InlineData("/eureka/instances/host-1:orders:8080", "instance")]
    [InlineData("/eureka/vips/orders", "applications")]
    public async Task Without_an_Accept_the_answer_is_XML(string path, string root)
    {
        await StatusAsync("POST", "/eureka/apps/orders", Orders);
        var (status, text) = await _node.TextAsync("GET", path);
        Assert.Equal(200, status);
        var document = XDocument.Parse(text);
        Assert.Equal(root, document.Root!.Name.LocalName);
        var port = document.Descendants("port").Single();
        Assert.Equal(("8080", "true"), (port.Value, port.Attribute("enabled")!.Value));
        Assert.Equal("9090", document.Descendants("management.port").Single().Value);
    }

    [Theory]
    [InlineData("/eureka/apps/nothing")]
    [InlineData("/eureka/apps/orders/nothing")]
    [InlineData("/eureka/instances/nothing")]
    [InlineData("/eureka/vips/nothing")]
    [InlineData("/eureka/svips/nothing")]
    [InlineData("/eureka/peerreplication/batch")]
    public async Task What_there_is_not_is_not_found(string path) => Assert.Equal(404, await StatusAsync("GET", path));

    [Fact]
    public async Task An_answer_is_compressed_when_that_is_asked_for()
    {
        await StatusAsync("POST", "/eureka/apps/orders", Orders);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/eureka/apps") { Headers = { { "Accept-Encoding", "gzip" } } };
        using var response = await _node.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("gzip", response.Content.Headers.ContentEncoding.Single());
        await using var plain = new GZipStream(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), CompressionMode.Decompress);
        Assert.Equal("applications", (await XDocument.LoadAsync(plain, LoadOptions.None, TestContext.Current.CancellationToken)).Root!.Name.LocalName);
    }

    [Fact]
    [Lesson(18)]
    public async Task A_delta_tells_what_came_changed_and_went_with_the_hash_of_the_same_moment()
    {
        Assert.Equal("", (string)(await JsonAsync("/eureka/apps"))["applications"]!["apps__hashcode"]!);
        await StatusAsync("POST", "/eureka/apps/orders", Orders);
        Assert.Equal(("ADDED", "UP_1_"), await DeltaAsync());
        Assert.Equal(200, await StatusAsync("PUT", $"{One}/status?value=OUT_OF_SERVICE"));
        Assert.Equal(("MODIFIED", "OUT_OF_SERVICE_1_"), await DeltaAsync());
        await StatusAsync("DELETE", One);
        Assert.Equal(("DELETED", ""), await DeltaAsync());
    }

    [Fact]
    [Lesson(18)]
    public async Task A_client_that_applies_deltas_has_the_hash_of_the_server()
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        await JsonAsync("/eureka/apps");
        var random = new Random(20_261_121);
        for (var i = 0; i < 60; i++)
        {
            var id = $"i-{random.Next(8)}";
            var body = Orders.Replace("host-1:orders:8080", id, StringComparison.Ordinal).Replace("\"UP\"", random.Next(3) == 0 ? "\"DOWN\"" : "\"UP\"", StringComparison.Ordinal);
            await (random.Next(3) == 0 ? StatusAsync("DELETE", $"/eureka/apps/ORDERS/{id}") : StatusAsync("POST", "/eureka/apps/orders", body));
            var delta = (await JsonAsync("/eureka/apps/delta"))["applications"]!;
            foreach (var instance in delta["application"]!.AsArray().SelectMany(app => app!["instance"]!.AsArray()))
            {
                seen.Remove((string)instance!["instanceId"]!);
                if ((string)instance["actionType"]! != "DELETED")
                {
                    seen[(string)instance["instanceId"]!] = (string)instance["status"]!;
                }
            }

            Assert.Equal(
                string.Concat(seen.Values.GroupBy(status => status, StringComparer.Ordinal).OrderBy(status => status.Key, StringComparer.Ordinal).Select(status => $"{status.Key}_{status.Count()}_")),
                (string)delta["apps__hashcode"]!);
        }
    }

    [Fact]
    public async Task An_override_counts_until_it_is_taken_away_also_when_the_client_registers_again()
    {
        await StatusAsync("POST", "/eureka/apps/orders", Orders);
        await StatusAsync("PUT", $"{One}/status?value=OUT_OF_SERVICE");
        await StatusAsync("POST", "/eureka/apps/orders", Orders);
        Assert.Equal("OUT_OF_SERVICE", (string)(await JsonAsync(One))["instance"]!["status"]!);
        Assert.Equal(InstanceHealth.Unhealthy, _engine.Replica.Resolve("orders")[0].Health);
        Assert.Equal(200, await StatusAsync("DELETE", $"{One}/status?value=UP"));
        Assert.Equal("UP", (string)(await JsonAsync(One))["instance"]!["status"]!);
        Assert.Equal(400, await StatusAsync("PUT", $"{One}/status?value=well"));
    }

    [Fact]
    public async Task Metadata_is_changed_key_by_key()
    {
        await StatusAsync("POST", "/eureka/apps/orders", Orders);
        Assert.Equal(200, await StatusAsync("PUT", $"{One}/metadata?version=2&zone=east"));
        Assert.Equal("""{"management.port":"9090","version":"2","zone":"east"}""", (await JsonAsync(One))["instance"]!["metadata"]!.ToJsonString());
        Assert.Equal("east", _engine.Replica.Resolve("orders")[0].Zone);
    }

    [Fact]
    public async Task Services_of_servers_are_shown_too_and_are_out_of_service_while_they_drain()
    {
        await _engine.CommitAsync(new Bind(new Registration("shop/cart", "alpha") { Endpoints = [new Endpoint("http", "127.0.0.1", 1)] }, Replace: true), TestContext.Current.CancellationToken);
        Assert.Equal("UP", (string)(await JsonAsync("/eureka/apps/SHOP.CART"))["application"]!["instance"]![0]!["status"]!);
        await _engine.CommitAsync(new SetStatus(OwnerStatus.Draining), TestContext.Current.CancellationToken);
        Assert.Equal("OUT_OF_SERVICE", (string)(await JsonAsync("/eureka/apps/SHOP.CART"))["application"]!["instance"]![0]!["status"]!);
        Assert.Equal(("MODIFIED", "OUT_OF_SERVICE_1_"), await DeltaAsync());
    }

    [Fact]
    public async Task A_server_that_drained_when_this_node_started_is_up_again_after_it()
    {
        await _engine.CommitAsync(new Bind(new Registration("shop/cart", "alpha") { Endpoints = [new Endpoint("http", "127.0.0.1", 1)] }, Replace: true), TestContext.Current.CancellationToken);
        await _engine.CommitAsync(new SetStatus(OwnerStatus.Draining), TestContext.Current.CancellationToken);
        await using var node = await ApiNode.StartAsync(_engine, map: static app => app.MapEurekaApi());
        Assert.Contains("<status>OUT_OF_SERVICE</status>", (await node.TextAsync("GET", "/eureka/apps/SHOP.CART")).Text);

        await _engine.CommitAsync(new SetStatus(OwnerStatus.Serving), TestContext.Current.CancellationToken);

        Assert.Contains("<status>UP</status>", (await node.TextAsync("GET", "/eureka/apps/SHOP.CART")).Text);
        Assert.Contains("<actionType>MODIFIED</actionType>", (await node.TextAsync("GET", "/eureka/apps/delta")).Text);
    }

    [Fact]
    public async Task The_password_of_the_URL_is_a_key_of_the_API()
    {
        const string Key = "0123456789abcdef";
        await using var node = await ApiNode.StartAsync(_engine, api => api.AdminKeys.Add(Key), map: static app => app.MapEurekaApi());
        Assert.Equal(401, (await node.TextAsync("POST", "/eureka/apps/orders", Orders)).Status);
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"eureka:{Key}"));
        Assert.Equal(204, (await node.TextAsync("POST", "/eureka/apps/orders", Orders, ("Authorization", $"Basic {basic}"))).Status);
    }

    private async Task<(string Action, string Hash)> DeltaAsync()
    {
        var delta = (await JsonAsync("/eureka/apps/delta"))["applications"]!;
        return ((string)delta["application"]![0]!["instance"]![0]!["actionType"]!, (string)delta["apps__hashcode"]!);
    }

    private async Task<JsonNode> JsonAsync(string path)
    {
        var (response, body) = await _node.CallAsync("GET", path, null, ("Accept", "application/json"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return body!;
    }

    private async Task<int> StatusAsync(string method, string path, string? body = null) => (await _node.TextAsync(method, path, body)).Status;
}
