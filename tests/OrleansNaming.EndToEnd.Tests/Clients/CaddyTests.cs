using OrleansNaming.EndToEnd.Tests.Client;

namespace OrleansNaming.EndToEnd.Tests.Clients;

/// <summary>Caddy, unmodified, by SRV records.</summary>
[On(Engine.Lan)]
public sealed class CaddyTests : IAsyncDisposable
{
    private readonly ClientDesk _desk = new();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [RequiresFact("caddy")]
    public async Task Reaches_every_instance_at_its_own_port_and_leaves_the_one_that_went()
    {
        var server = await _desk.ServeAsync("alpha");
        await using var one = await Backend.StartAsync("one");
        await using var two = await Backend.StartAsync("two");
        await _desk.RegisterAsync(server, "orders", "o1", "127.0.0.1", one.Port);
        await _desk.RegisterAsync(server, "orders", "o2", "127.0.0.1", two.Port);
        var listen = Ports.Tcp();
        var path = await _desk.WriteAsync("Caddyfile", $$"""
            {
                admin off
                auto_https off
            }
            {{ClientConfiguration.Of("caddy", server, ("127.0.0.1:8082", $"127.0.0.1:{listen}"))}}
            """);
        var caddy = _desk.Start("caddy", "run", "--config", path, "--adapter", "caddyfile");

        await _desk.ReachesAsync(caddy, listen, "one", "two");
        await _desk.DeregisterAsync(server, "orders", "o1");
        await _desk.ReachesAsync(caddy, listen, "two");
    }
}
