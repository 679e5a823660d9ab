using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OrleansNaming.Cluster.Tests.OneDirectory;

/// <summary>A silo serves the same faces as a naming server.</summary>
[On(Engine.Orleans)]
public sealed partial class FacesTests
{
    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_silo_answers_DNS_and_tells_Prometheus_its_targets()
    {
        var api = $"http://127.0.0.1:{Ports.Tcp()}";
        await using var silo = await Spawned.StartAsync(
            "OrleansNaming.SiloHost", " is up ", "--urls", api, "--Naming:Cluster", "faces", "--Naming:Server", "silo-0",
            "--Naming:Host:SiloPort", $"{Ports.Tcp()}", "--Naming:Host:GatewayPort", $"{Ports.Tcp()}", "--Naming:Dns:Enabled", "true", "--Naming:Dns:Listen", "127.0.0.1:0");
        using var http = new HttpClient();
        using var put = await http.PutAsJsonAsync(new Uri($"{api}/v1/names/orders?instance=o-1"), new { leaseSeconds = 600, endpoints = new[] { new { host = "10.0.0.7", port = 8080 } } }, Ends);
        Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync(Ends));

        var targets = await http.GetFromJsonAsync<JsonNode>(new Uri($"{api}/sd"), Ends);
        Assert.Equal("10.0.0.7:8080", (string)targets![0]!["targets"]![0]!);
        Assert.True(await AddressAsync(int.Parse(Dns().Match(silo.Said).Groups[1].Value)) is [10, 0, 0, 7], silo.Said);
    }

    /// <summary>The last four bytes of the answer to A of orders.service.naming.</summary>
    private static async Task<byte[]> AddressAsync(int port)
    {
        byte[] question = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 6, .. Encoding.ASCII.GetBytes("orders"), 7, .. Encoding.ASCII.GetBytes("service"), 6, .. Encoding.ASCII.GetBytes("naming"), 0, 0, 1, 0, 1];
        using var udp = new UdpClient("127.0.0.1", port);
        await udp.SendAsync(question, Ends);
        return (await udp.ReceiveAsync(Ends)).Buffer[^4..];
    }

    [GeneratedRegex(@"DNS [0-9.]+:(\d+)")]
    private static partial Regex Dns();
}
