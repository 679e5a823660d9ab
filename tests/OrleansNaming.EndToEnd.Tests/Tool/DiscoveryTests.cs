using OrleansNaming.EndToEnd.Tests.Processes;

namespace OrleansNaming.EndToEnd.Tests.Tool;

/// <summary>Which server a verb asks: the one that is named, else NAMING_SERVER, else a running <c>naming up</c>.</summary>
[On(Engine.Lan)]
public sealed class DiscoveryTests : IAsyncLifetime
{
    private readonly Desk _desk = new();
    private ServerProcess _server = null!;

    private string RunFile => _desk.File("orleans-naming", "up.json");

    public async ValueTask InitializeAsync() => _server = await _desk.ServeAsync("alpha", "--admin-key", OneServer.Key);

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [RequiresFact(Need.Linux)]
    public async Task A_run_file_of_a_living_process_names_servers_and_key()
    {
        Assert.Contains("start 'naming up'", (await _desk.NamingAsync("status")).Exits(2).Error);

        WriteRunFile(_server.Process.Id);
        (await _desk.NamingAsync("register", "orders", "orders-1")).Exits(0);
        Assert.Contains("server alpha", (await _desk.NamingAsync("status")).Exits(0).Output);

        Assert.Contains("127.0.0.1:1", (await _desk.NamingAsync("status", "--server", "http://127.0.0.1:1")).Exits(4).Error);
        _desk.Environment["NAMING_SERVER"] = "http://127.0.0.1:2";
        Assert.Contains("127.0.0.1:2", (await _desk.NamingAsync("status")).Exits(4).Error);
        Assert.Contains("server alpha", (await _desk.NamingAsync("status", "--server", _server.Api)).Exits(0).Output);
    }

    [RequiresFact(Need.Linux)]
    public async Task A_run_file_of_a_dead_process_or_a_damaged_one_is_no_run_file()
    {
        var dead = _desk.Start("--help");
        await dead.EndAsync();
        WriteRunFile(dead.Id);
        Assert.Contains("which server?", (await _desk.NamingAsync("status")).Exits(2).Error);
        await File.WriteAllTextAsync(RunFile, "{", TestContext.Current.CancellationToken);
        Assert.Contains("which server?", (await _desk.NamingAsync("status")).Exits(2).Error);
    }

    [Fact]
    public async Task Of_several_servers_one_that_answers_is_enough() =>
        Assert.Contains("server alpha", (await _desk.NamingAsync("status", "-s", "http://127.0.0.1:1", "-s", _server.Api)).Exits(0).Output);

    private void WriteRunFile(int pid)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(RunFile)!);
        File.WriteAllText(RunFile, $$"""{"cluster":"demo","pid":{{pid}},"servers":["{{_server.Api}}"],"key":"{{OneServer.Key}}"}""");
    }
}
