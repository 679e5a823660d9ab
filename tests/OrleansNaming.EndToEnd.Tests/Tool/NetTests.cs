using OrleansNaming.EndToEnd.Tests.Processes;

namespace OrleansNaming.EndToEnd.Tests.Tool;

/// <summary><c>naming net show</c>, the lint that docs/point-to-point.md promises, on servers that really are reached at the address that it is about.</summary>
[On(Engine.Lan)]
public sealed class NetTests : IAsyncLifetime
{
    private readonly Desk _desk = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Theory]
    [Row("M9")]
    [InlineData("127.0.0.1", "127.0.0.1:443")]
    [InlineData("::1", "[::1]:443")]
    public async Task A_server_that_is_reached_at_a_shared_address_is_an_error(string address, string shared)
    {
        var (alpha, beta) = (Ports.Udp(), Ports.Udp());
        await ServeAsync("beta", address, beta, alpha);
        var asked = await ServeAsync("alpha", address, alpha, beta);
        _desk.Environment["NAMING_SERVER"] = asked.Api;
        await _desk.EventuallyAsync(asked, ["servers"], run => run.Output.Contains($" {address} udp {beta} http "), "alpha says where it reaches beta");
        await RegisterAsync("--dedicated-endpoint", "10.0.0.5:8443");
        (await _desk.NamingAsync("net", "show")).Exits(0);

        await RegisterAsync("--cluster-endpoint", shared, "--dedicated-endpoint", "10.0.0.5:8443");

        var error = $"server beta's address is {address}, a shared address: set it to the server's own";
        Assert.Contains($"error: {error}", (await _desk.NamingAsync("net", "show")).Exits(1).Output, StringComparison.Ordinal);
        var report = (await _desk.NamingAsync("net", "show", "--json")).Exits(1).Json();
        Assert.StartsWith(error, (string?)Assert.Single(report["findings"]!.AsArray(), finding => (string?)finding!["kind"] == "error")!["text"], StringComparison.Ordinal);
        var host = Assert.Single(report["hosts"]!.AsArray())!;
        Assert.Equal(("10.0.0.5", "06-bf-0a-00-00-05", "reachable"), ((string?)host["host"], (string?)host["unicast"], (string?)host["state"]));
    }

    [Fact]
    public async Task Who_is_not_told_dedicated_addresses_is_told_that_rather_than_that_all_is_well()
    {
        _desk.Environment["NAMING_SERVER"] = (await _desk.ServeAsync("alpha", "--admin-key", OneServer.Key)).Api;
        await RegisterAsync("--cluster-endpoint", "192.0.2.1:443", "--dedicated-endpoint", "10.0.0.5:8443", "--key", OneServer.Key);
        Assert.Contains("show an admin key", (await _desk.NamingAsync("net", "show")).Exits(5).Error, StringComparison.Ordinal);
    }

    /// <summary>By unicast: Linux routes no IPv6 multicast over loopback.</summary>
    private Task<ServerProcess> ServeAsync(string name, string address, int port, int peer)
    {
        _desk.Environment["Naming__Lan__ProbePort"] = $"{port}";
        return _desk.ServeAsync(name, "--address", address, "--peer", address.Contains(':') ? $"[{address}]:{peer}" : $"{address}:{peer}");
    }

    private async Task RegisterAsync(params string[] options) => (await _desk.NamingAsync(["register", "shop", "shop-1", "--lease", "3600", .. options])).Exits(0);
}
