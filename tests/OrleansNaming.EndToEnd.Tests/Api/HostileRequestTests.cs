using System.Text;

namespace OrleansNaming.EndToEnd.Tests.Api;

/// <summary>Random requests, made of pieces that have broken such servers before: never a 500, and the server still answers.</summary>
public sealed class HostileRequestTests
{
    private static readonly string[] Paths =
    [
        "/v1/names", "/v1/names/", "/v1/names/a", "/v1/leases/a", "/v1/own/a", "/v1/contexts/a", "/v1/servers", "/v1/servers/alpha",
        "/v1/servers/alpha/changes", "/v1/status", "/v1/drain", "/v1/nothing", "/v2/names", "/v1/names/a/b/c", "/v1/servers/alpha/changes/x",
    ];

    private static readonly string[] Pieces =
    [
        "a", "A", "%", "%2F", "%2e%2e", "..", "%00", "%0d%0aX: y", "%F0%9F%92%A9", "'", "\"", "<script>", "{}", "-1", "0", "1e999", "NaN",
        "18446744073709551616", "9223372036854775808", "alpha:0:0:0", "alpha:ffffffffffffffffffffffffffffffff:18446744073709551615:18446744073709551615",
        "true", "null", "snapshot", "delta", "x-1", new('a', 300), new('/', 40), "%ED%A0%80",
    ];

    private static readonly string[] Arguments =
        ["instance", "context", "after", "limit", "bindings", "tag", "zone", "atLeast", "since", "incarnation", "mode", "replace", "name"];

    private static readonly string[] Bodies =
    [
        "", "{", "[]", "{}", "null", "1", "\"", "{\"endpoints\":[]}", "{\"endpoints\":[{}]}", "{\"endpoints\":[{\"host\":\"\",\"port\":1}]}",
        "{\"endpoints\":[{\"host\":\"h\",\"port\":2147483648}]}", "{\"endpoints\":[{\"host\":\"h\",\"port\":1,\"name\":\"A\"}]}", "{\"tags\":[\"\"]}",
        "{\"metadata\":{\"\":\"\"}}", "{\"metadata\":{\"a\":1}}", "{\"weight\":1e99}", "{\"leaseSeconds\":-5}", "{\"leaseSeconds\":\"30\"}", "{\"zone\":7}",
        "{\"zone\":\"\\ud800\"}", "\ufeff{}", "{\"tags\":[\"a\",\"a\"]}", "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{}}}}}}}}}",
    ];

    [Fact]
    public async Task Are_answered_with_a_client_s_error_at_worst()
    {
        var engine = new SoloEngine();
        await using var node = await ApiNode.StartAsync(engine);
        var random = new Random(20_260_101);
        for (var i = 0; i < Effort.Cases(20_000); i++)
        {
            var (method, path, body) = (Pick(random, "GET", "PUT", "DELETE", "POST", "PATCH", "HEAD", "OPTIONS"), Path(random), Pick(random, Bodies));
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            if (body.Length > 0 && method is not ("GET" or "HEAD"))
            {
                request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            }

            using var response = await SendAsync(node, request, $"request {i}: {method} {path} {body}");
            Assert.True((int)response.StatusCode < 500, $"request {i}: {method} {path} {body} → {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        }

        Assert.Equal("alpha", (string)(await node.GetAsync("/v1/status"))["server"]!);
    }

    private static async Task<HttpResponseMessage> SendAsync(ApiNode node, HttpRequestMessage request, string what)
    {
        try
        {
            return await node.Http.SendAsync(request, TestContext.Current.CancellationToken);
        }
        catch (HttpRequestException broken)
        {
            throw new InvalidOperationException($"{what} got no answer", broken);
        }
    }

    private static string Path(Random random)
    {
        var path = new StringBuilder(Pick(random, Paths));
        for (var i = random.Next(3); i > 0; i--)
        {
            path.Append('/').Append(Pick(random, Pieces));
        }

        path.Append("?timeout=0");
        for (var i = random.Next(4); i > 0; i--)
        {
            path.Append('&').Append(Pick(random, Arguments)).Append('=').Append(Pick(random, Pieces));
        }

        return path.ToString();
    }

    private static string Pick(Random random, params string[] choices) => choices[random.Next(choices.Length)];
}
