using OrleansNaming.Gateway.Routes;

namespace OrleansNaming.EndToEnd.Tests.Api;

/// <summary>What people and programs get wrong: each answer names the part, says what to do, and is a problem document.</summary>
public sealed class BadInputTests : IAsyncLifetime
{
    private readonly SoloEngine _engine = new();
    private ApiNode _node = null!;

    public static TheoryData<string, string, string?, int, string, string> Table { get; } = new()
    {
        { "GET", "/v1/names/Orders", null, 400, "invalid", "segment 1 of the name is wrong: 'O' is not one of a-z" },
        { "GET", "/v1/names/shop/e%20u", null, 400, "invalid", "segment 2 of the name is wrong: ' ' is not one of" },
        { "GET", "/v1/names/shop//eu", null, 400, "invalid", "segment 2 of the name is wrong: a segment is empty" },
        { "GET", "/v1/names/a%2Fb", null, 400, "invalid", "'%' is not one of" },
        { "GET", "/v1/names/caf%C3%A9", null, 400, "invalid", "is not one of" },
        { "GET", $"/v1/names/{new string('a', 64)}", null, 400, "invalid", "has 64 characters, at most 63" },
        { "GET", $"/v1/names/{string.Join('/', Enumerable.Repeat("a", 17))}", null, 400, "invalid", "at most 16 segments" },
        { "GET", "/v1/names/a?atLeast=yesterday", null, 400, "invalid", "atLeast is no token" },
        { "GET", "/v1/names/a?timeout=-1", null, 400, "invalid", "'timeout' is no number of seconds" },
        { "GET", "/v1/names/a?timeout=1e9", null, 400, "invalid", "'timeout' is no number of seconds" },
        { "GET", "/v1/names/a?scope=x&scope=y", null, 400, "invalid", "'scope' is given 2 times" },
        { "GET", "/v1/names?context=a%01", null, 400, "invalid", "segment 1 of the name is wrong" },
        { "GET", "/v1/names?limit=0", null, 400, "invalid", "'limit' is not between 1 and 1000" },
        { "GET", "/v1/names?limit=all", null, 400, "invalid", "'limit' is no whole number" },
        { "GET", "/v1/names?bindings=maybe", null, 400, "invalid", "'bindings' is neither true nor false" },
        { "GET", "/v1/watch?name=a%2F%1B", null, 400, "invalid", "segment 2 of the name is wrong: '\\u001b'" },
        { "GET", "/v1/servers/ALPHA", null, 400, "invalid", "the server's name is wrong" },
        { "GET", "/v1/servers/beta/changes", null, 404, "notFound", "GET /v1/servers lists" },
        { "GET", "/v1/servers/alpha/changes?since=1", null, 400, "invalid", "belong together" },
        { "GET", "/v1/servers/alpha/changes?mode=all", null, 400, "invalid", "none of auto, delta and snapshot" },
        { "GET", "/v1/servers/alpha/changes?incarnation=99999999999999999999&since=1", null, 400, "invalid", "no whole number" },
        { "PUT", "/v1/names/a", null, 400, "invalid", "'instance' is missing: add ?instance=<id>" },
        { "PUT", "/v1/names/a?instance=A1", null, 400, "invalid", "'instance' is wrong: 'A' is not" },
        { "PUT", "/v1/names/a?instance=x", "{", 400, "invalid", "the body is not the JSON object" },
        { "PUT", "/v1/names/a?instance=x", "null", 400, "invalid", "the body is null" },
        { "PUT", "/v1/names/a?instance=x", "[]", 400, "invalid", "the body is not the JSON object" },
        { "PUT", "/v1/names/a?instance=x", "{} {}", 400, "invalid", "after a single JSON value" },
        { "PUT", "/v1/names/a?instance=x", """{"endpoint":[]}""", 400, "invalid", "'endpoint' could not be mapped" },
        { "PUT", "/v1/names/a?instance=x", """{"zone":"a","zone":"b"}""", 400, "invalid", "zone" },
        { "PUT", "/v1/names/a?instance=x", """{"endpoints":[{"host":"h","port":0}]}""", 400, "invalid", "port 0 is not between 1 and 65535" },
        { "PUT", "/v1/names/a?instance=x", """{"endpoints":[{"port":80}]}""", 400, "invalid", "no valid name or host" },
        { "PUT", "/v1/names/a?instance=x", """{"endpoints":[null]}""", 400, "invalid", "null" },
        { "PUT", "/v1/names/a?instance=x", """{"tags":[null]}""", 400, "invalid", "null" },
        { "PUT", "/v1/names/a?instance=x", """{"metadata":{"a":null}}""", 400, "invalid", "null" },
        { "PUT", "/v1/names/a?instance=x", """{"weight":-1}""", 400, "invalid", "weight -1 is not between" },
        { "PUT", "/v1/names/a?instance=x", """{"leaseSeconds":1}""", 400, "invalid", "is not between 2 s and 1 h" },
        { "PUT", "/v1/names/a?instance=x", """{"leaseSeconds":1e300}""", 400, "invalid", "is not between 2 s and 1 h" },
        { "PUT", "/v1/names/a?instance=x", $"{{\"zone\":{new string('[', 40)}", 400, "invalid", "the body is not the JSON object" },
        { "PUT", "/v1/names/a?instance=x", """{"endpoints":[{"host":"h\u000aevil","port":80}]}""", 400, "invalid", "the host of endpoint 1 has the control character U+000A" },
        { "PUT", "/v1/names/a?instance=x", """{"zone":"eu\u001b[2J"}""", 400, "invalid", "the zone has the control character U+001B" },
        { "PUT", "/v1/own/a", """{"tags":["v2","a\u0000"]}""", 400, "invalid", "tag 2 has the control character U+0000" },
        { "PUT", "/v1/names/a?instance=x", """{"metadata":{"k\u0009":"v"}}""", 400, "invalid", "metadata key 1 has the control character U+0009" },
        { "PUT", "/v1/own/a", """{"metadata":{"k":"v\u0085"}}""", 400, "invalid", "the metadata value of 'k' has the control character U+0085" },
        { "PUT", "/v1/leases/a?instance=nobody", null, 404, "notFound", "" },
        { "GET", "/v1/nothing", null, 404, "notFound", "there is no GET of this path" },
        { "PATCH", "/v1/names/a", null, 404, "notFound", "there is no PATCH of this path" },
        { "PUT", "/v1/own/a?replace=2", null, 400, "invalid", "'replace' is neither" },
    };

    public async ValueTask InitializeAsync() => _node = await ApiNode.StartAsync(_engine);

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Theory]
    [MemberData(nameof(Table))]
    public async Task Is_refused_with_its_reason(string method, string path, string? body, int status, string refusal, string detail)
    {
        var (response, problem) = await _node.CallAsync(method, path, body);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal((status, refusal), ((int)problem!["status"]!, (string)problem["refusal"]!));
        Assert.Equal($"urn:orleans-naming:{refusal}", (string)problem["type"]!);
        Assert.Contains(detail, (string)problem["detail"]!, StringComparison.Ordinal);
        Assert.DoesNotContain((string)problem["detail"]!, char.IsControl);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_above_the_cap_is_413_whether_or_not_it_says_so(bool saysSo)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/v1/names/a?instance=x") { Content = new ByteArrayContent(new byte[Limits.BodyBytes + 1]) };
        request.Headers.TransferEncodingChunked = !saysSo;
        using var response = await _node.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(413, (int)response.StatusCode);
    }

    [Fact]
    public void Every_refusal_has_the_status_that_the_documentation_says()
    {
        var table = File.ReadLines(RepositoryRoot.File("docs", "api.md"))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length > 3 && cells[1].StartsWith('`') && int.TryParse(cells[2], out _))
            .ToDictionary(cells => cells[1].Trim('`'), cells => int.Parse(cells[2]), StringComparer.OrdinalIgnoreCase);
        foreach (var refusal in Enum.GetValues<Refusal>().Where(refusal => refusal != Refusal.None))
        {
            Assert.Equal(table[refusal.ToString()], RefusalStatus.Of(refusal));
        }
    }
}
