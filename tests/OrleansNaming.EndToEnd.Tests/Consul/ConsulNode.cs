using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using OrleansNaming.EndToEnd.Tests.Api;
using OrleansNaming.Gateway;
using OrleansNaming.Node;

namespace OrleansNaming.EndToEnd.Tests.Consul;

/// <summary>A node that answers Consul's clients.</summary>
internal static class ConsulNode
{
    public static Task<ApiNode> StartAsync(INamingEngine engine, Action<NamingApiOptions>? configure = null) =>
        ApiNode.StartAsync(engine, configure, map: static app => app.MapConsulApi());

    /// <summary>A question as Consul's clients ask it: the answer and its index.</summary>
    public static async Task<(JsonNode Body, ulong Index)> AskAsync(this ApiNode node, string path)
    {
        var (response, body) = await node.CallAsync("GET", path);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {body}");
        return (body!, ulong.Parse(response.Headers.GetValues("X-Consul-Index").Single(), NumberStyles.None, CultureInfo.InvariantCulture));
    }

    public static async Task<ulong> IndexAsync(this ApiNode node, string path) => (await node.AskAsync(path)).Index;

    /// <summary>The status and the text of a call that may fail.</summary>
    public static async Task<(int Status, string Text)> TextAsync(this ApiNode node, string method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : new StringContent(body) };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await node.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
