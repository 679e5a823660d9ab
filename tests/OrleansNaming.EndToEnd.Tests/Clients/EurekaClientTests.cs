using OrleansNaming.EndToEnd.Tests.Processes;

namespace OrleansNaming.EndToEnd.Tests.Clients;

/// <summary>Eureka's clients as they are, against real servers.</summary>
[On(Engine.Lan)]
public sealed class EurekaClientTests
{
    private const string Client = """
        const { Eureka } = require('eureka-js-client');
        const client = new Eureka({
          instance: {
            app: 'orders', instanceId: 'host-1:orders', hostName: '10.0.0.7', ipAddr: '10.0.0.7', vipAddress: 'orders',
            port: { $: 8080, '@enabled': 'true' }, dataCenterInfo: { '@class': 'com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo', name: 'MyOwn' },
          },
          eureka: { host: '127.0.0.1', port: Number(process.argv[2]), servicePath: '/eureka/apps/', heartbeatInterval: 500, registryFetchInterval: 500, fetchRegistry: true },
          shouldUseDelta: true,
        });
        client.logger.level('error');
        client.on('registered', () => console.log('registered'));
        client.on('heartbeat', () => console.log('heartbeat'));
        client.on('deregistered', () => console.log('deregistered'));
        client.on('registryUpdated', () => console.log('sees ' + client.getInstancesByVipAddress('orders').map(one => one.instanceId).join(',') + '.'));
        client.start(error => console.log(error ? 'failed ' + error : 'started'));
        process.on('SIGTERM', () => client.stop(() => process.exit(0)));
        """;

    [RequiresFact(Need.NodePackages)]
    public async Task Node_registers_beats_finds_registers_again_after_404_and_leaves()
    {
        await using var servers = await FacadeServers.StartAsync();
        await using var process = servers.Node(Client, $"{FacadeServers.PortOf(servers.Alpha)}");
        await process.LineAsync(line => line == "started", "the client starts");
        await process.LineAsync(line => line == "heartbeat", "a heartbeat is accepted");
        await process.LineAsync(line => line == "sees host-1:orders.", "the client finds itself");
        await servers.Desk.EventuallyAsync(servers.Beta, ["resolve", "orders"], run => run.Output.Contains("10.0.0.7:8080", StringComparison.Ordinal), "the other node resolves it");

        Assert.Equal(200, await FacadeServers.SendAsync(HttpMethod.Delete, servers.Beta, "/eureka/v2/apps/ORDERS/host-1:orders"));
        await Eventually.Holds(
            () => Task.FromResult(process.Said.Split('\n').Count(line => line == "registered")), times => times >= 2, "the client registers again", TimeSpan.FromSeconds(30));

        await process.InterruptAsync();
        await process.LineAsync(line => line == "deregistered", "the client leaves");
        await Eventually.Holds(
            () => FacadeServers.GetAsync(servers.Beta, "/eureka/apps"), text => !text.Contains("host-1", StringComparison.Ordinal), "it is gone everywhere", TimeSpan.FromSeconds(30));
    }

    [RequiresFact("prometheus")]
    public async Task Prometheus_finds_targets()
    {
        await using var servers = await FacadeServers.StartAsync();
        (await servers.Desk.NamingAsync("register", "orders", "orders-1", "-e", "10.0.0.7:8080", "--lease", "3600", "-s", servers.Alpha.Api)).Exits(0);
        var (file, port) = (servers.Desk.File("prometheus.yml"), Ports.Tcp());
        await File.WriteAllTextAsync(file, Configuration(servers.Alpha.Api), TestContext.Current.CancellationToken);
        await using var process = LiveProcess.Start(
            Path.Combine(Machine.FolderOf("prometheus")!, "prometheus"),
            [$"--config.file={file}", $"--storage.tsdb.path={servers.Desk.File("tsdb")}", $"--web.listen-address=127.0.0.1:{port}"], servers.Desk.Environment, servers.Desk.Folder);
        using var http = new HttpClient();
        await Eventually.Holds(
            async () =>
            {
                try
                {
                    return await http.GetStringAsync($"http://127.0.0.1:{port}/api/v1/targets", TestContext.Current.CancellationToken);
                }
                catch (HttpRequestException notYet)
                {
                    return notYet.Message;
                }
            },
            text => text.Contains("\"10.0.0.7:8080\"", StringComparison.Ordinal), "Prometheus has the target", TimeSpan.FromSeconds(60));
    }

    /// <summary>The configuration of docs/clients.md, at this server.</summary>
    private static string Configuration(string api)
    {
        var lines = File.ReadAllLines(RepositoryRoot.File("docs", "clients.md"));
        var start = Array.IndexOf(lines, "<!-- run: prometheus eureka -->") + 2;
        return string.Join('\n', lines.Skip(start).TakeWhile(line => line != "```")).Replace("http://127.0.0.1:7600", api, StringComparison.Ordinal);
    }
}
