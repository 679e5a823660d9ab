using OrleansNaming.EndToEnd.Tests.Processes;

namespace OrleansNaming.EndToEnd.Tests.Tool;

/// <summary><c>naming server</c> is configured as any other program is, by the section <c>Naming</c>; what its command line says stands above that.</summary>
[On(Engine.Lan)]
public sealed class ConfiguredServerTests : IAsyncLifetime
{
    private readonly Desk _desk = new();

    public ValueTask InitializeAsync()
    {
        _desk.Environment["Naming__Cluster"] = "shop";
        _desk.Environment["Naming__Lan__Interval"] = "00:00:00.5";
        _desk.Environment["Naming__Lan__MulticastPort"] = $"{_desk.MulticastPort}";
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task What_the_command_line_leaves_open_is_as_configured()
    {
        var server = await ServeAsync();
        Assert.Contains("of cluster shop is up", server.Process.Said, StringComparison.Ordinal);
        var status = (await _desk.NamingAsync("status", "-s", server.Api)).Exits(0).Output;
        Assert.Contains("cluster shop   server alpha   ready   T 500 ms", status, StringComparison.Ordinal);
        Assert.Contains($"multicast 239.192.76.1:{_desk.MulticastPort}", status, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_line_stands_above_the_configuration()
    {
        var port = Ports.Udp();
        var server = await ServeAsync("--cluster", "ware", "--interval", "0.3", "--multicast-port", $"{port}");
        Assert.Contains("of cluster ware is up", server.Process.Said, StringComparison.Ordinal);
        var status = (await _desk.NamingAsync("status", "-s", server.Api)).Exits(0).Output;
        Assert.Contains("cluster ware   server alpha   ready   T 300 ms", status, StringComparison.Ordinal);
        Assert.Contains($"multicast 239.192.76.1:{port}", status, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Naming__Lan__Interval", "often", "'often' at 'Naming:Lan:Interval'")]
    [InlineData("Naming__Api__UnknownRole", "King", "'King' at 'Naming:Api:UnknownRole'")]
    public async Task What_is_configured_and_cannot_be_read_is_named(string setting, string value, string says)
    {
        _desk.Environment[setting] = value;
        var run = (await _desk.NamingAsync("server", "--api", "http://127.0.0.1:0", "--data", _desk.File("state"))).Exits(2);
        Assert.Contains(says, Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    private Task<ServerProcess> ServeAsync(params string[] options) =>
        ServerProcess.UpAsync(_desk.Start(["server", "--name", "alpha", "--api", "http://127.0.0.1:0", "--data", _desk.File("state"), .. options]), "alpha");
}
