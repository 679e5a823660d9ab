using System.Net;

namespace OrleansNaming.EndToEnd.Tests.Api;

public sealed class ChangesApiTests : IAsyncLifetime
{
    private readonly SoloEngine _engine = new();
    private ApiNode _node = null!;

    public async ValueTask InitializeAsync() => _node = await ApiNode.StartAsync(_engine);

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Fact]
    [Row("B6")]
    public async Task An_unchanged_list_is_304_with_its_etag_and_a_changed_one_is_sent()
    {
        await _node.CallAsync("PUT", "/v1/own/orders");
        var (first, body) = await _node.CallAsync("GET", "/v1/servers/alpha/changes");
        var tag = first.Headers.ETag!.ToString();
        Assert.Equal($"\"{_engine.Stamp.Incarnation}.{_engine.Stamp.Version}\"", tag);
        Assert.Equal("snapshot", (string)body!["kind"]!);

        var (same, nothing) = await _node.CallAsync("GET", "/v1/servers/alpha/changes", null, ("If-None-Match", tag));
        Assert.Equal((HttpStatusCode.NotModified, tag), (same.StatusCode, same.Headers.ETag!.ToString()));
        Assert.Null(nothing);

        await _node.CallAsync("PUT", "/v1/own/billing");
        var (changed, _) = await _node.CallAsync("GET", "/v1/servers/alpha/changes", null, ("If-None-Match", tag));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.NotEqual(tag, changed.Headers.ETag!.ToString());
    }

    [Fact]
    [Row("B6")]
    [Row("B9")]
    public async Task Since_a_version_comes_the_delta_and_a_snapshot_when_asked()
    {
        await _node.CallAsync("PUT", "/v1/own/orders");
        var since = _engine.Stamp;
        await _node.CallAsync("PUT", "/v1/own/billing");
        await _node.CallAsync("DELETE", "/v1/own/orders");

        var query = $"incarnation={since.Incarnation}&since={since.Version}";
        var delta = await _node.GetAsync($"/v1/servers/alpha/changes?{query}");
        Assert.Equal(("delta", since.Version, _engine.Stamp.Version), ((string)delta["kind"]!, (ulong)delta["since"]!, (ulong)delta["version"]!));
        Assert.Equal(["billing"], delta["puts"]!.AsArray().Select(put => (string)put!["name"]!));
        Assert.Equal(["orders"], delta["removes"]!.AsArray().Select(remove => (string)remove!["name"]!));

        var snapshot = await _node.GetAsync($"/v1/servers/alpha/changes?{query}&mode=snapshot");
        Assert.Equal("snapshot", (string)snapshot["kind"]!);
        Assert.Equal(["billing"], snapshot["puts"]!.AsArray().Select(put => (string)put!["name"]!));
        Assert.Equal((string)delta["digest"]!, (string)snapshot["digest"]!);
    }

    [Fact]
    [Row("B6")]
    public async Task Since_the_present_version_comes_a_delta_of_nothing()
    {
        await _node.CallAsync("PUT", "/v1/own/orders");
        var body = await _node.GetAsync($"/v1/servers/alpha/changes?incarnation={_engine.Stamp.Incarnation}&since={_engine.Stamp.Version}");
        Assert.Equal("delta", (string)body["kind"]!);
        Assert.Empty(body["puts"]!.AsArray());
    }

    [Theory]
    [Row("B6")]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public async Task Who_claims_to_hold_more_is_told_that_this_is_behind(int incarnations, int versions)
    {
        var query = $"incarnation={_engine.Stamp.Incarnation + (ulong)incarnations}&since={_engine.Stamp.Version + (ulong)versions}";
        var (response, problem) = await _node.CallAsync("GET", $"/v1/servers/alpha/changes?{query}");
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.StartsWith("behind: what is held here is alpha:", (string)problem!["detail"]!);
    }

    [Fact]
    public async Task Another_life_of_the_server_gets_a_snapshot()
    {
        await _node.CallAsync("PUT", "/v1/own/orders");
        var body = await _node.GetAsync($"/v1/servers/alpha/changes?incarnation={_engine.Stamp.Incarnation - 1}&since=700");
        Assert.Equal("snapshot", (string)body["kind"]!);
    }
}
