using System.Text;
using Microsoft.AspNetCore.Builder;

namespace OrleansNaming.EndToEnd.Tests.Api;

/// <summary>Mutated requests to the faces of other registries: never a crash, and no failure of the server but the 501 of what is not there.</summary>
public sealed class HostileFacadeTests
{
    private static readonly string[] Paths =
    [
        "/v1/catalog/services", "/v1/catalog/nodes", "/v1/catalog/service/web", "/v1/catalog/node/alpha", "/v1/catalog/register", "/v1/catalog/deregister", "/v1/health/service/web",
        "/v1/health/checks/web", "/v1/health/state/any", "/v1/health/node/alpha", "/v1/agent/self", "/v1/agent/services", "/v1/agent/service/web", "/v1/agent/checks", "/v1/agent/members",
        "/v1/agent/service/register", "/v1/agent/service/deregister/web", "/v1/agent/service/maintenance/web", "/v1/agent/maintenance", "/v1/agent/check/pass/service:web",
        "/v1/agent/check/update/service:web", "/v1/agent/check/register", "/v1/agent/check/deregister/service:web", "/v1/status/leader", "/v1/kv/a", "/v1/session/create",
        "/eureka/apps", "/eureka/apps/delta", "/eureka/v2/apps/web", "/eureka/apps/web/web-1", "/eureka/apps/web/web-1/status", "/eureka/apps/WEB/web-1/metadata", "/eureka/instances/web-1",
        "/eureka/vips/web", "/eureka/svips/web", "/eureka/peerreplication/batch", "/eureka",
    ];

    private static readonly string[] Arguments = ["index", "wait", "passing", "tag", "node-meta", "dc", "ns", "filter", "enable", "reason", "note", "value", "status", "lastDirtyTimestamp", "zone", "token", "stale"];

    private static readonly string[] Pieces =
    [
        "", "a", "true", "web", "WEB", "%", "%2F", "%2e%2e", "..", "%00", "%0d%0aX: y", "%F0%9F%92%A9", "%EF%BF%BE", "-1", "0", "1e999", "1ms", "10s", "1m30s", "99999999999999h", ".5s", "1.s", "18446744073709551616", "UP",
        "OUT_OF_SERVICE", "zone:a", "service:web", "[0]", new('a', 300), new('/', 40), "%ED%A0%80",
    ];

    private static readonly string[] Bodies =
    [
        "", "{", "[]", "{}", "null", "1", "\"", "{\"Name\":\"web\"}", "{\"Name\":\"web\",\"ID\":\"web\",\"Port\":80,\"Address\":\"10.0.0.1\",\"Tags\":[\"a\"],\"Meta\":{\"k\":\"v\"},\"Check\":{\"TTL\":\"10s\"}}",
        "{\"name\":\"Web App\",\"check\":{\"ttl\":\"10s\",\"status\":\"passing\"}}", "{\"Name\":\"web\",\"Checks\":[{\"HTTP\":\"http://10.0.0.1:80/x\",\"Interval\":\"1s\",\"Timeout\":\"9h\"},{\"TCP\":\"10.0.0.1:80\",\"Interval\":1000000000}]}",
        "{\"Name\":\"web\",\"Port\":70000}", "{\"Name\":\"web\",\"Weights\":{\"Passing\":-1}}", "{\"ServiceID\":\"web\",\"Name\":\"c\",\"TTL\":\"5s\"}", "{\"Status\":\"passing\",\"Output\":\"\\ud800\"}", "{\"Status\":\"well\"}",
        "{\"Node\":\"n\",\"Address\":\"10.0.0.2\",\"Service\":{\"Service\":\"web\",\"Port\":1},\"Check\":{\"Status\":\"passing\"}}", "{\"Node\":\"n\",\"ServiceID\":\"web\"}", "{\"Name\":\"\\ud800\"}", "{\"Name\":\"web\",\"Meta\":{\"\":\"\\u0000\"}}",
        "{\"instance\":{\"instanceId\":\"web-1\",\"hostName\":\"h\",\"app\":\"web\",\"ipAddr\":\"10.0.0.1\",\"port\":{\"$\":80,\"@enabled\":\"true\"},\"dataCenterInfo\":{\"name\":\"MyOwn\"},\"metadata\":{\"a b\":\"\\uffff\",\"<\":\"&\"}}}",
        "{\"instance\":{}}", "{\"instance\":{\"hostName\":\"h\",\"app\":\"web\",\"ipAddr\":\"1\",\"port\":\"x\",\"dataCenterInfo\":{\"name\":\"\"}}}", "{\"instance\":[]}", "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{}}}}}}}}}",
        "{\"a\":[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]}", "\ufeff{}",
    ];

    [Fact]
    public async Task Are_answered_with_a_client_s_error_at_worst()
    {
        var engine = new SoloEngine();
        await using var node = await ApiNode.StartAsync(engine, map: static app =>
        {
            app.MapConsulApi();
            app.MapEurekaApi();
        });
        var random = new Random(20_261_121);
        for (var i = 0; i < Effort.Cases(200_000); i++)
        {
            var (method, path, body) = (Pick(random, "GET", "GET", "PUT", "PUT", "POST", "DELETE", "PATCH", "HEAD"), Path(random), Mutated(random, Pick(random, Bodies)));
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            request.Headers.TryAddWithoutValidation("Accept", Pick(random, "application/json", "application/xml", "*/*"));
            if (body.Length > 0 && method is not ("GET" or "HEAD"))
            {
                request.Content = new ByteArrayContent(body);
            }

            using var response = await node.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.True(
                (int)response.StatusCode is < 500 or 501,
                $"request {i}: {method} {path} {Encoding.UTF8.GetString(body)} → {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        }

        Assert.Equal("alpha", (string)(await node.GetAsync("/v1/status"))["server"]!);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await node.CallAsync("GET", "/v1/catalog/services")).Response.StatusCode);
    }

    private static string Path(Random random)
    {
        var path = new StringBuilder(Pick(random, Paths));
        for (var i = random.Next(3); i > 1; i--)
        {
            path.Append('/').Append(Pick(random, Pieces));
        }

        // A question that waits would wait for the whole test: the last word counts for nothing, the first does.
        path.Append("?wait=1ms");
        for (var i = random.Next(4); i > 0; i--)
        {
            path.Append('&').Append(Pick(random, Arguments)).Append('=').Append(Pick(random, Pieces));
        }

        return path.ToString();
    }

    /// <summary>Half of them as they are, the others with a few bytes changed, taken out or doubled.</summary>
    private static byte[] Mutated(Random random, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body).ToList();
        for (var i = random.Next(2) * random.Next(4); i > 0 && bytes.Count > 0; i--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(3))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                default:
                    bytes.Insert(at, bytes[at]);
                    break;
            }
        }

        return [.. bytes];
    }

    private static string Pick(Random random, params string[] choices) => choices[random.Next(choices.Length)];
}
