using System.Text;

namespace OrleansNaming.Cluster.Tests.OneDirectory;

/// <summary>Silos answer Consul's and Eureka's clients as LAN nodes do.</summary>
[On(Engine.Orleans)]
public sealed class FacadesTests
{
    private const string Cluster = "facades";
    private const string Orders = """{"ID":"o-1","Name":"orders","Port":8080,"Address":"10.0.0.7","Check":{"TTL":"60s"}}""";
    private const string Billing = """{"instance":{"instanceId":"b-1","hostName":"h","app":"billing","ipAddr":"10.0.0.8","port":{"$":80,"@enabled":"true"},"dataCenterInfo":{"name":"MyOwn"}}}""";

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_one_silo_was_told_all_silos_answer_and_it_outlives_that_silo()
    {
        var (silos, gateways) = ((int[])[Ports.Tcp(), Ports.Tcp()], (int[])[Ports.Tcp(), Ports.Tcp()]);
        string[] apis = [$"http://127.0.0.1:{Ports.Tcp()}", $"http://127.0.0.1:{Ports.Tcp()}"];
        await using var first = await StartAsync(0, apis, silos, gateways);
        await using var second = await StartAsync(1, apis, silos, gateways);
        using var http = new HttpClient();

        await Eventually.Holds(() => SendAsync(http, HttpMethod.Put, $"{apis[1]}/v1/agent/service/register", Orders), answer => answer.Status == 200, "registered", TimeSpan.FromMinutes(1));
        await Eventually.Holds(() => SendAsync(http, HttpMethod.Put, $"{apis[0]}/v1/agent/check/pass/service:o-1"), answer => answer.Status == 200, "told at the other silo", TimeSpan.FromMinutes(1));
        Assert.Equal(204, (await SendAsync(http, HttpMethod.Post, $"{apis[1]}/eureka/apps/billing", Billing)).Status);
        foreach (var api in apis)
        {
            await AnswersAsync(http, $"{api}/v1/health/service/orders?passing=1", "\"o-1\"");
            await AnswersAsync(http, $"{api}/eureka/apps/billing", "<instanceId>b-1</instanceId>");
        }

        var indexes = await Task.WhenAll(apis.Select(api => IndexAsync(http, $"{api}/v1/health/service/orders")));
        Assert.Equal(indexes[0], indexes[1]);

        second.Kill();
        await AnswersAsync(http, $"{apis[0]}/v1/agent/services", "\"o-1\"");
        await AnswersAsync(http, $"{apis[0]}/v1/health/service/orders?passing=1", "\"o-1\"");
    }

    private static Task<Spawned> StartAsync(int index, string[] apis, int[] silos, int[] gateways) => Spawned.StartAsync(
        "OrleansNaming.SiloHost", " is up ",
        [
            "--Naming:Server", $"silo-{index}", "--Naming:Cluster", Cluster, "--urls", apis[index], "--Naming:Host:SiloPort", $"{silos[index]}", "--Naming:Host:GatewayPort", $"{gateways[index]}",
            "--Naming:Consul:Enabled", "true", "--Naming:Eureka:Enabled", "true", .. (string[])(index == 0 ? [] : ["--Naming:Host:PrimaryPort", $"{silos[0]}"]),
        ]);

    private static async Task AnswersAsync(HttpClient http, string url, string part) =>
        await Eventually.Holds(() => SendAsync(http, HttpMethod.Get, url), answer => answer.Text.Contains(part, StringComparison.Ordinal), $"{url} has {part}", TimeSpan.FromMinutes(2));

    private static async Task<string> IndexAsync(HttpClient http, string url)
    {
        using var response = await http.GetAsync(new Uri(url), Ends);
        return response.Headers.GetValues("X-Consul-Index").Single();
    }

    private static async Task<(int Status, string Text)> SendAsync(HttpClient http, HttpMethod method, string url, string? body = null)
    {
        using var request = new HttpRequestMessage(method, url) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        using var response = await http.SendAsync(request, Ends);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Ends));
    }
}
