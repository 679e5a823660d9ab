using System.Text.Json.Nodes;
using OrleansNaming.EndToEnd.Tests.Processes;

namespace OrleansNaming.EndToEnd.Tests.Clients;

/// <summary>Prometheus, unmodified, by HTTP and by DNS service discovery.</summary>
[On(Engine.Lan)]
public sealed class PrometheusTests : IAsyncDisposable
{
    /// <summary>Port 53 of an address of this machine's own that nobody else listens on.</summary>
    private static readonly string Resolver = $"127.76.{(Environment.ProcessId >> 8) & 0xFF}.{(Environment.ProcessId & 0xFE) | 1}";

    private readonly ClientDesk _desk = new();
    private int _port;

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [RequiresFact("prometheus", Need.Root, "unshare")]
    public async Task Shows_the_targets_that_naming_list_shows_by_HTTP_and_by_DNS()
    {
        var server = await _desk.Desk.ServeAsync("alpha", "--dns", $"{Resolver}:53");
        await _desk.RegisterAsync(server, "orders", "orders-1", "127.0.0.1", 9);
        await _desk.RegisterAsync(server, "orders", "orders-2", "127.0.0.2", 9);
        await _desk.RegisterAsync(server, "shop/eu/cart", "cart-1", "127.0.0.3", 9);
        var prometheus = await StartAsync(server);

        await ClientDesk.ShowsAsync(prometheus, () => TargetsAsync("naming"), "orders=127.0.0.1:9", "orders=127.0.0.2:9", "shop/eu/cart=127.0.0.3:9");
        await ClientDesk.ShowsAsync(prometheus, () => TargetsAsync("naming-dns"), "=127-0-0-1-9.addr.naming:9", "=127-0-0-2-9.addr.naming:9");
        Assert.Equal(await ListedAsync(server), (await TargetsAsync("naming")).Order(StringComparer.Ordinal));

        await _desk.RegisterAsync(server, "orders", "orders-3", "127.0.0.4", 9);
        await _desk.DeregisterAsync(server, "orders", "orders-1");
        await ClientDesk.ShowsAsync(prometheus, () => TargetsAsync("naming"), "orders=127.0.0.2:9", "orders=127.0.0.4:9", "shop/eu/cart=127.0.0.3:9");
        await ClientDesk.ShowsAsync(prometheus, () => TargetsAsync("naming-dns"), "=127-0-0-2-9.addr.naming:9", "=127-0-0-4-9.addr.naming:9");

        await _desk.DeregisterAsync(server, "orders", "orders-2");
        await _desk.DeregisterAsync(server, "orders", "orders-3");
        await _desk.DeregisterAsync(server, "shop/eu/cart", "cart-1");
        await ClientDesk.ShowsAsync(prometheus, () => TargetsAsync("naming"));
        await ClientDesk.ShowsAsync(prometheus, () => TargetsAsync("naming-dns"));
        await _desk.RegisterAsync(server, "orders", "orders-4", "127.0.0.5", 9);
        await ClientDesk.ShowsAsync(prometheus, () => TargetsAsync("naming"), "orders=127.0.0.5:9");
    }

    /// <summary>In a mount namespace of its own, since it reads /etc/resolv.conf and nothing else.</summary>
    private async Task<LiveProcess> StartAsync(ServerProcess server)
    {
        _port = Ports.Tcp();
        var configuration = await _desk.WriteAsync("prometheus.yml", ClientConfiguration.Of(
            "prometheus",
            server,
            ("refresh_interval: 5s", "refresh_interval: 1s"),
            ("[orders.service.naming]", "[orders.service.naming]\n        refresh_interval: 1s"))); // 30 s by default
        var resolver = await _desk.WriteAsync("resolv.conf", $"nameserver {Resolver}\n");
        return _desk.Start(
            "unshare", "--mount", "--propagation", "private", "sh", "-c",
            $"mount --bind {resolver} /etc/resolv.conf && exec prometheus --config.file={configuration} --storage.tsdb.path={_desk.Desk.File("tsdb")} --web.listen-address=127.0.0.1:{_port}");
    }

    /// <summary>What its own API shows of a job, with the service that relabelling made of our labels.</summary>
    private async Task<IEnumerable<string>> TargetsAsync(string job)
    {
        var page = await _desk.PageAsync($"http://127.0.0.1:{_port}/api/v1/targets?state=active");
        return page.Length == 0
            ? ["no answer"]
            : JsonNode.Parse(page)!["data"]!["activeTargets"]!.AsArray()
                .Where(target => (string)target!["scrapePool"]! == job)
                .Select(target => $"{(string?)target!["labels"]!["service"]}={(string)target["discoveredLabels"]!["__address__"]!}");
    }

    /// <summary>The same by the tool: all names, then each name's endpoints.</summary>
    private async Task<IEnumerable<string>> ListedAsync(ServerProcess server)
    {
        var found = new List<string>();
        foreach (var context in (string[])["", "shop/eu"])
        {
            var list = (await _desk.Desk.NamingAsync(["list", context, "--json", "-s", server.Api])).Exits(0).Json();
            foreach (var name in list["names"]!.AsArray().Where(item => (int)item!["instances"]! > 0).Select(item => (string)item!["name"]!))
            {
                var resolved = (await _desk.Desk.NamingAsync(["resolve", name, "--json", "-s", server.Api])).Exits(0).Json();
                found.AddRange(resolved["instances"]!.AsArray().SelectMany(instance => instance!["endpoints"]!.AsArray()).Select(endpoint => $"{name}={endpoint!["host"]}:{endpoint["port"]}"));
            }
        }

        return found.Order(StringComparer.Ordinal);
    }
}
