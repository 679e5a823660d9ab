using OrleansNaming.EndToEnd.Tests.Client;
using OrleansNaming.EndToEnd.Tests.Processes;

namespace OrleansNaming.EndToEnd.Tests.Clients;

/// <summary>HAProxy's server-template, unmodified, on the zone of a real cluster.</summary>
[On(Engine.Lan)]
public sealed class HaproxyTests : IAsyncDisposable
{
    private readonly ClientDesk _desk = new();
    private readonly List<Backend> _backends = [];
    private int _web;
    private int _stats;

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        foreach (var backend in _backends)
        {
            await backend.DisposeAsync();
        }
    }

    [RequiresFact("haproxy")]
    public async Task Follows_a_registration_a_deregistration_and_the_death_of_a_server()
    {
        var (alpha, beta) = (await _desk.ServeAsync("alpha"), await _desk.ServeAsync("beta"));
        var ports = await BackendsAsync(4);
        await _desk.RegisterAsync(alpha, "orders", "o1", "127.0.0.1", ports[0]);
        await _desk.RegisterAsync(alpha, "orders", "o2", "127.0.0.1", ports[1]);
        await _desk.RegisterAsync(beta, "orders", "o3", "127.0.0.1", ports[2], own: true);
        var haproxy = await StartAsync(alpha);
        await UpAsync(haproxy, ports[0], ports[1], ports[2]);
        var bodies = new HashSet<string>();
        await Eventually.Holds(async () => bodies.Add(await _desk.PageAsync($"http://127.0.0.1:{_web}/")) ? bodies.Count : bodies.Count, count => count == 3, "all three are reached");

        await _desk.RegisterAsync(alpha, "orders", "o4", "127.0.0.1", ports[3]);
        await UpAsync(haproxy, ports);
        await _desk.DeregisterAsync(alpha, "orders", "o1");
        await UpAsync(haproxy, ports[1], ports[2], ports[3]);

        // Its service goes on to answer: only the directory knows that its server is dead.
        await beta.Process.KillAsync();
        await UpAsync(haproxy, ports[1], ports[3]);
    }

    [RequiresFact("haproxy")]
    public async Task Drops_no_live_server_while_others_come_and_go()
    {
        var alpha = await _desk.ServeAsync("alpha");
        var ports = await BackendsAsync(5);
        await _desk.RegisterAsync(alpha, "orders", "live-1", "127.0.0.1", ports[0]);
        await _desk.RegisterAsync(alpha, "orders", "live-2", "127.0.0.1", ports[1]);
        var haproxy = await StartAsync(alpha);
        await UpAsync(haproxy, ports[0], ports[1]);
        var places = await PlacesAsync();

        using var step = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (var (i, random, here) = (0, new Random(44), new HashSet<int>()); i < (Effort.Tier == Tier.Quick ? 150 : 6_000); i++)
        {
            var guest = random.Next(2, 5);
            await (here.Add(guest)
                ? _desk.RegisterAsync(alpha, "orders", $"guest-{guest}", "127.0.0.1", ports[guest])
                : DeregisterAsync(alpha, guest, here));
            var seen = await PlacesAsync();
            Assert.True(seen.GetValueOrDefault($"{ports[0]}") == places[$"{ports[0]}"] && seen.GetValueOrDefault($"{ports[1]}") == places[$"{ports[1]}"],
                $"step {i}: {string.Join(' ', seen)} instead of {string.Join(' ', places)}\n{haproxy.Said}");
            await step.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        Assert.Contains((await PlacesAsync()).Keys.Concat(haproxy.Said.Split('\n')), line => line.Contains("orders/orders3") || line == $"{ports[2]}"); // others did come
    }

    private async Task DeregisterAsync(ServerProcess server, int guest, HashSet<int> here)
    {
        here.Remove(guest);
        await _desk.DeregisterAsync(server, "orders", $"guest-{guest}");
    }

    private async Task<int[]> BackendsAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _backends.Add(await Backend.StartAsync($"backend {i}"));
        }

        return [.. _backends.Select(backend => backend.Port)];
    }

    private async Task<LiveProcess> StartAsync(ServerProcess server)
    {
        (_web, _stats) = (Ports.Tcp(), Ports.Tcp());
        var configuration = ClientConfiguration.Of("haproxy", server, ("bind 127.0.0.1:8080", $"bind 127.0.0.1:{_web}"));
        var path = await _desk.WriteAsync("haproxy.cfg", $"global\n    log stderr format raw local0\n{configuration}\nfrontend stats\n    bind 127.0.0.1:{_stats}\n    stats enable\n    stats show-legends\n    stats uri /\n");
        return _desk.Start("haproxy", "-db", "-f", path);
    }

    private Task UpAsync(LiveProcess haproxy, params int[] ports) =>
        ClientDesk.ShowsAsync(haproxy, async () => (await PlacesAsync()).Keys, [.. ports.Select(port => $"{port}")]);

    /// <summary>The port of each server that is up, and which slot of the template it has.</summary>
    private async Task<Dictionary<string, string>> PlacesAsync()
    {
        var lines = (await _desk.PageAsync($"http://127.0.0.1:{_stats}/;csv")).Split('\n');
        var columns = lines[0].TrimStart('#', ' ').Split(',').ToList();
        var (name, status, address) = (columns.IndexOf("svname"), columns.IndexOf("status"), columns.IndexOf("addr"));
        return lines.Select(line => line.Split(','))
            .Where(line => line.Length > address && address > 0 && line[0] == "orders" && line[status].StartsWith("UP", StringComparison.Ordinal) && line[name] != "BACKEND")
            .ToDictionary(line => line[address].Split(':')[^1], line => line[name]);
    }
}
