using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace OrleansNaming.Cluster.Tests.OneDirectory;

/// <summary>The silo host as it is deployed: three real processes, whose membership and lists are in a store outside them, and nothing is kept anywhere else.</summary>
internal sealed class DeployedHosts(string storage, string connection)
{
    private const string Cluster = "deployed";
    private const int NamesEach = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly int[] Indexes = [0, 1, 2];

    private readonly (string Api, int Silo, int Gateway)[] _ports = [.. Indexes.Select(_ => ($"http://127.0.0.1:{Ports.Tcp()}", Ports.Tcp(), Ports.Tcp()))];

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    /// <summary>Everything registered is found again when all silos were killed at once and started anew.</summary>
    public async Task SurviveAsync()
    {
        using var http = new HttpClient();
        var hosts = await StartAsync();
        try
        {
            foreach (var index in Indexes)
            {
                for (var i = 0; i < NamesEach; i++)
                {
                    await RegisterAsync(http, index, $"orders-{index}-{i}");
                }
            }

            await FoundEverywhereAsync(http);
            foreach (var host in hosts)
            {
                host.Kill();
            }
        }
        finally
        {
            await EndAsync(hosts);
        }

        hosts = await StartAsync();
        try
        {
            await FoundEverywhereAsync(http);
            await RegisterAsync(http, 0, "after");
            await Eventually.Holds(() => HostOfAsync(http, _ports[2].Api, "after"), found => found == "10.0.0.1", "what is registered now comes through", Patience);
        }
        finally
        {
            await EndAsync(hosts);
        }
    }

    /// <summary>With the ports of before: as a machine that restarts.</summary>
    private async Task<Spawned[]> StartAsync()
    {
        var starting = Indexes.Select(SpawnAsync).ToArray();
        try
        {
            return await Task.WhenAll(starting);
        }
        catch
        {
            await EndAsync([.. starting.Where(host => host.IsCompletedSuccessfully).Select(host => host.Result)]); // of three, one did not start
            throw;
        }
    }

    private Task<Spawned> SpawnAsync(int index) => Spawned.StartAsync(
        "OrleansNaming.SiloHost", " is up ",
        "--Naming:Server", $"silo-{index}", "--Naming:Cluster", Cluster, "--urls", _ports[index].Api, "--Naming:Host:Storage", storage,
        "--Naming:Host:ConnectionString", connection, "--Naming:Host:Address", "127.0.0.1", "--Naming:Host:SiloPort", $"{_ports[index].Silo}",
        "--Naming:Host:GatewayPort", $"{_ports[index].Gateway}");

    private static Task EndAsync(Spawned[] hosts) => Task.WhenAll(hosts.Select(host => host.DisposeAsync().AsTask()));

    private async Task RegisterAsync(HttpClient http, int index, string name)
    {
        var body = new { leaseSeconds = 600, endpoints = new[] { new { name = "http", host = $"10.0.0.{index + 1}", port = 80 } } };
        using var put = await http.PutAsJsonAsync(new Uri($"{_ports[index].Api}/v1/names/{name}?instance=one"), body, Ends);
        Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync(Ends));
    }

    private async Task FoundEverywhereAsync(HttpClient http)
    {
        foreach (var (api, _, _) in _ports)
        {
            foreach (var index in Indexes)
            {
                for (var i = 0; i < NamesEach; i++)
                {
                    var name = $"orders-{index}-{i}";
                    await Eventually.Holds(() => HostOfAsync(http, api, name), found => found == $"10.0.0.{index + 1}", $"{api} finds {name}", Patience);
                }
            }
        }
    }

    /// <summary>Where the one instance is; else the status of the answer, or how many there are.</summary>
    private static async Task<string> HostOfAsync(HttpClient http, string api, string name)
    {
        using var response = await http.GetAsync(new Uri($"{api}/v1/names/{name}"), Ends);
        if (!response.IsSuccessStatusCode)
        {
            return $"{response.StatusCode}";
        }

        var found = (await response.Content.ReadFromJsonAsync<JsonNode>(Ends))!["instances"]!.AsArray();
        return found.Count == 1 ? (string)found[0]!["endpoints"]![0]!["host"]! : $"{found.Count} instances";
    }
}
