using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrleansNaming.Cluster.Tests.OneDirectory;

[On(Engine.Orleans)]
public sealed class OneDirectoryTests
{
    private const string Cluster = "one";

    private static readonly string[] Guests = ["curl", "tool", "library"];

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Three_silos_three_followers_and_three_guests_are_one_directory_and_stay_one_when_a_silo_is_killed()
    {
        var apis = Enumerable.Range(0, 3).Select(_ => $"http://127.0.0.1:{Ports.Tcp()}").ToArray();
        var (silos, gateways) = (ThreePorts(), ThreePorts());
        var servers = await Task.WhenAll(apis.Select((api, i) => Spawned.StartAsync("OrleansNaming.SiloHost", " is up ", Arguments(i, api, silos, gateways))));
        try
        {
            using var orleansClient = await StartAsync(host => host.UseOrleansClient(client => client.UseLocalhostClustering([gateways[0], gateways[2]], Cluster, Cluster).UseNaming(Options)
                .Advertise("library", service => service.AddEndpoint("http", 80, "10.0.0.3"))));
            using var httpFollower = await StartAsync(host => host.Services.AddOrleansNaming(naming => naming.Cluster = Cluster).UseServers(servers => Use(servers, apis[1], apis[2])));
            using var another = await StartAsync(host => host.Services.AddOrleansNaming(naming => naming.Cluster = Cluster).UseServers(servers => Use(servers, apis[2], apis[0])));

            using var http = new HttpClient();
            using var put = await http.PutAsJsonAsync(new Uri($"{apis[0]}/v1/names/curl?instance=c-1"), new { leaseSeconds = 600, endpoints = new[] { new { name = "http", host = "10.0.0.1", port = 80 } } }, Ends);
            Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync(Ends));
            var (exit, said) = await Spawned.RunAsync("naming", "register", "tool", "t-1", "--endpoint", "10.0.0.2:80", "--lease", "600", "--server", apis[1]);
            Assert.True(exit == 0, said);

            IHost[] followers = [orleansClient, httpFollower, another];
            await EverywhereAsync(http, apis, followers, Guests);

            servers[1].Kill();
            await Eventually.Holds(() => OwnerStateAsync(http, apis[0], "silo-1"), state => state == "hidden", "the killed silo is hidden", TimeSpan.FromMinutes(1));

            // The guest of the tool was held by the killed silo, and nobody renews it at another one: it goes 30 s after its holder was heard (rule 14).
            await EverywhereAsync(http, [apis[0], apis[2]], followers, ["curl", "library"]);
        }
        finally
        {
            await Task.WhenAll(servers.Select(server => server.DisposeAsync().AsTask()));
        }
    }

    private static async Task EverywhereAsync(HttpClient http, IEnumerable<string> apis, IEnumerable<IHost> followers, IEnumerable<string> guests)
    {
        foreach (var guest in guests)
        {
            foreach (var api in apis)
            {
                await Eventually.Holds(() => CountAsync(http, api, guest), count => count == 1, $"{api} has {guest}", TimeSpan.FromMinutes(1));
            }

            foreach (var (index, follower) in followers.Index())
            {
                var replica = follower.Services.GetRequiredService<INamingReplica>();
                await Eventually.Holds(() => Task.FromResult(Picture(replica, guest)), seen => seen == "1 fresh, complete", $"follower {index} has {guest}", TimeSpan.FromMinutes(1));
            }
        }
    }

    private static string Picture(INamingReplica replica, string name)
    {
        var found = replica.Resolve(name);
        return $"{found.Count} {(found.IsStale ? "stale" : "fresh")}, {(replica.IsComplete ? "complete" : "incomplete")}";
    }

    private static async Task<int> CountAsync(HttpClient http, string api, string name)
    {
        using var response = await http.GetAsync(new Uri($"{api}/v1/names/{name}"), Ends);
        return response.IsSuccessStatusCode ? (await response.Content.ReadFromJsonAsync<JsonNode>(Ends))!["instances"]!.AsArray().Count : 0;
    }

    private static async Task<string> OwnerStateAsync(HttpClient http, string api, string server) =>
        (await http.GetFromJsonAsync<JsonNode>(new Uri($"{api}/v1/servers"), Ends))!["servers"]!.AsArray()
            .Where(one => (string?)one!["server"] == server).Select(one => (string?)one!["state"]).FirstOrDefault() ?? "";

    private static void Options(NamingClientOptions options) => (options.Cluster, options.StateFolder) = (Cluster, "");

    private static void Use(NamingServersOptions options, params string[] urls)
    {
        options.StateFolder = "";
        foreach (var url in urls)
        {
            options.Servers.Add(url);
        }
    }

    private static async Task<IHost> StartAsync(Action<HostApplicationBuilder> application)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        application(builder);
        var host = builder.Build();
        await host.StartAsync(Ends);
        return host;
    }

    private static int[] ThreePorts() => [Ports.Tcp(), Ports.Tcp(), Ports.Tcp()];

    private static string[] Arguments(int index, string api, int[] silos, int[] gateways) =>
    [
        "--Naming:Server", $"silo-{index}", "--Naming:Cluster", Cluster, "--urls", api, "--Naming:Host:SiloPort", $"{silos[index]}",
        "--Naming:Host:GatewayPort", $"{gateways[index]}", .. (string[])(index == 0 ? [] : ["--Naming:Host:PrimaryPort", $"{silos[0]}"]),
    ];
}
