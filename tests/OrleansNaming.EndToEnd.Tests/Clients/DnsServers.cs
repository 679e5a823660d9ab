using OrleansNaming.EndToEnd.Tests.Processes;

namespace OrleansNaming.EndToEnd.Tests.Clients;

/// <summary>Two real servers that answer DNS, and three guests that both resolve.</summary>
public sealed class DnsServers : IAsyncLifetime
{
    internal Desk Desk { get; } = new();

    internal ServerProcess Alpha { get; private set; } = null!;

    internal ServerProcess Beta { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Alpha = await Desk.ServeAsync("alpha", "--dns", "127.0.0.1:0");
        Beta = await Desk.ServeAsync("beta", "--dns", "127.0.0.1:0");
        Desk.Environment["NAMING_SERVER"] = Alpha.Api;
        for (var i = 1; i <= 3; i++)
        {
            (await Desk.NamingAsync("register", "orders", $"orders-{i}", "-e", $"10.0.0.{i}:8080", "--lease", "3600", "--tag", $"v{i}")).Exits(0);
        }

        await Desk.EventuallyAsync(Beta, ["resolve", "orders"], run => run.Lines.Count() > 3, "beta resolves all orders");
    }

    public ValueTask DisposeAsync() => Desk.DisposeAsync();

    /// <summary>Runs another program to its end.</summary>
    internal async Task<RunResult> RunAsync(string program, params string[] arguments)
    {
        await using var process = LiveProcess.Start(Path.Combine(Machine.FolderOf(program)!, program), arguments, Desk.Environment, Desk.Folder);
        return await process.EndAsync();
    }
}
