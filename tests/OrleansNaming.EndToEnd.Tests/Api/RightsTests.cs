using Microsoft.AspNetCore.Builder;
using OrleansNaming.EndToEnd.Tests.Client;
using OrleansNaming.EndToEnd.Tests.Consul;
using OrleansNaming.Gateway;

namespace OrleansNaming.EndToEnd.Tests.Api;

/// <summary>Keys that an administrator grants and takes back, on a server without a database (row E35).</summary>
public sealed class RightsTests : IDisposable
{
    private const string Admin = "admin-key-0123456789abcdef";

    private readonly SoloEngine _engine = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("naming-rights-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    [Row("E35")]
    public async Task A_granted_key_may_what_its_role_says_until_it_is_taken_back_also_after_a_restart()
    {
        string key;
        await using (var node = await StartAsync())
        {
            key = await GrantAsync(node, "billing", "operator");
            Assert.Equal(200, await StatusAsync(node, "PUT", "/v1/own/orders", key));
            Assert.Equal(403, await StatusAsync(node, "GET", "/v1/roles", key));
            Assert.Equal(403, await StatusAsync(node, "PUT", "/v1/roles/mine", key, """{"role":"Administrator"}"""));
        }

        await using var again = await StartAsync();
        await Eventually.Holds(() => StatusAsync(again, "PUT", "/v1/own/orders", key), status => status == 200, "the kept right is read");
        var (_, listed) = await again.CallAsync("GET", "/v1/roles", null, ("Authorization", $"Bearer {Admin}"));
        Assert.Equal(["AdminKeys:0 Administrator true", "fixed Author true", "billing Operator false"], listed!["rights"]!.AsArray().Select(right => $"{right!["name"]} {right["role"]} {right["isConfigured"]}"));
        Assert.DoesNotContain("key\"", listed.ToJsonString());
        Assert.All(_folder.GetFiles(), file => Assert.DoesNotContain(key, File.ReadAllText(file.FullName)));

        var another = await GrantAsync(again, "billing", "Viewer");
        Assert.Equal(401, await StatusAsync(again, "PUT", "/v1/own/orders", key));
        Assert.Equal(403, await StatusAsync(again, "PUT", "/v1/own/orders", another));
        Assert.Equal(204, await StatusAsync(again, "DELETE", "/v1/roles/billing", Admin));
        Assert.Equal(401, await StatusAsync(again, "PUT", "/v1/own/orders", another));
        Assert.Equal(404, await StatusAsync(again, "DELETE", "/v1/roles/billing", Admin));
        var (_, audit) = await again.CallAsync("GET", "/v1/audit", null, ("Authorization", $"Bearer {Admin}"));
        Assert.Contains(audit!["rows"]!.AsArray(), row => (string)row!["on"]! == "/v1/roles/billing role=Viewer" && (string)row["outcome"]! == "done");
    }

    [Theory]
    [InlineData("PUT", "/v1/roles/AdminKeys:0", """{"role":"Viewer"}""", 400)]
    [InlineData("PUT", "/v1/roles/fixed", """{"role":"Viewer"}""", 409)]
    [InlineData("PUT", "/v1/roles/a", """{"role":"4"}""", 400)]
    [InlineData("PUT", "/v1/roles/a", """{"role":"Anyone"}""", 400)]
    [InlineData("PUT", "/v1/roles/a", """{"role":"Viewer","key":"mine"}""", 400)]
    [InlineData("PUT", "/v1/roles/a", "", 400)]
    [InlineData("PUT", "/v1/roles/A%20b", """{"role":"Viewer"}""", 400)]
    [InlineData("DELETE", "/v1/roles/fixed", "", 404)]
    public async Task What_cannot_be_granted_is_refused(string method, string path, string body, int status)
    {
        await using var node = await StartAsync();
        Assert.Equal(status, await StatusAsync(node, method, path, Admin, body));
    }

    [Fact]
    public async Task Without_a_configured_administrator_nothing_is_granted()
    {
        await using var node = await ApiNode.StartAsync(_engine);
        var (response, problem) = await node.CallAsync("PUT", "/v1/roles/a", """{"role":"Administrator"}""");
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains("AdminKeys", (string)problem!["detail"]!);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_gives_nobody_anything_and_stops_nobody()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "rights.json"), "[{", Cancel);
        await using var node = await StartAsync();
        Assert.Equal(200, await StatusAsync(node, "PUT", "/v1/own/orders", Admin));
        Assert.Equal(500, await StatusAsync(node, "PUT", "/v1/roles/a", Admin, """{"role":"Viewer"}"""));
    }

    [Theory]
    [InlineData("GET", "/v1/watch")]
    [InlineData("POST", "/v1/follow")]
    [Row("E35")]
    public async Task A_stream_ends_when_its_key_is_taken_back(string method, string path)
    {
        var time = new ManualTime();
        await using var node = await StartStrictAsync(time);
        var key = await GrantAsync(node, "reader", "Viewer");
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Headers = { Authorization = new("Bearer", key) } };
        using var response = await node.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(Cancel));
        await BeatAsync(lines, time);
        await BeatAsync(lines, time);

        Assert.Equal(204, await StatusAsync(node, "DELETE", "/v1/roles/reader", Admin));
        time.Advance(TimeSpan.FromSeconds(1));
        await _engine.CommitAsync(new Bind(new Registration("secret", "alpha"), Replace: true), Cancel);
        var rest = lines.ReadToEndAsync(Cancel);
        await Eventually.Holds(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(15));
                return Task.FromResult(rest.IsCompleted);
            },
            ended => ended, "the stream ends");

        Assert.DoesNotContain("data:", await rest);
        Assert.Equal(401, await StatusAsync(node, method, path, key));
    }

    [Fact]
    [Row("E35")]
    public async Task A_question_that_waits_is_not_answered_when_its_key_is_taken_back()
    {
        var time = new ManualTime();
        await using var node = await StartStrictAsync(time);
        var key = await GrantAsync(node, "reader", "Viewer");
        using var first = (await node.CallAsync("GET", "/v1/health/service/orders", null, ("X-Consul-Token", key))).Response;
        var index = first.Headers.GetValues("X-Consul-Index").Single();
        var waiting = node.TextAsync("GET", $"/v1/health/service/orders?index={index}&wait=10m", null, ("X-Consul-Token", key));
        await WatchersAsync(node);

        Assert.Equal(204, await StatusAsync(node, "DELETE", "/v1/roles/reader", Admin));
        time.Advance(TimeSpan.FromSeconds(1));
        await _engine.CommitAsync(new Bind(new Registration("orders", "alpha"), Replace: true), Cancel);

        Assert.Equal(403, (await waiting).Status);
    }

    /// <summary>Reads on to a comment that says nothing, and past it.</summary>
    private static async Task BeatAsync(StreamReader lines, ManualTime time)
    {
        var comment = Task.Run(
            async () =>
            {
                while (await lines.ReadLineAsync(Cancel) is { } line && !line.StartsWith(':'))
                {
                }
            },
            Cancel);
        await Eventually.Holds(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(15));
                return Task.FromResult(comment.IsCompleted);
            },
            came => came, "a comment");
    }

    private static Task<int> WatchersAsync(ApiNode node) => Eventually.Holds(
        async () => (int)(await node.CallAsync("GET", "/v1/status", null, ("Authorization", $"Bearer {Admin}"))).Body!["watchers"]!, watchers => watchers == 1, "the question waits");

    /// <summary>Where whoever shows no key reads nothing, on a clock that the test moves.</summary>
    private Task<ApiNode> StartStrictAsync(ManualTime time) => ApiNode.StartAsync(
        _engine,
        options =>
        {
            options.AdminKeys.Add(Admin);
            options.UnknownRole = NamingRole.Anyone;
            options.DataDirectory = _folder.FullName;
        },
        time,
        map: static app => app.MapConsulApi());

    private Task<ApiNode> StartAsync() => ApiNode.StartAsync(_engine, options =>
    {
        options.AdminKeys.Add(Admin);
        options.Keys.Add(new NamingApiKey { Name = "fixed", Role = NamingRole.Author, Key = "fixed-key-0123456789abcdef" });
        options.DataDirectory = _folder.FullName;
    });

    private static async Task<string> GrantAsync(ApiNode node, string name, string role)
    {
        var (response, right) = await node.CallAsync("PUT", $"/v1/roles/{name}", $$"""{"role":"{{role}}"}""", ("Authorization", $"Bearer {Admin}"));
        Assert.Equal(200, (int)response.StatusCode);
        return (string)right!["key"]!;
    }

    private static async Task<int> StatusAsync(ApiNode node, string method, string path, string key, string? body = null) =>
        (int)(await node.CallAsync(method, path, body, ("Authorization", $"Bearer {key}"))).Response.StatusCode;
}
