using OrleansNaming.EndToEnd.Tests.Processes;

namespace OrleansNaming.EndToEnd.Tests.Tool;

/// <summary>Two real servers with keys that know each other, and a guest that both resolve.</summary>
public sealed class TwoServers : IAsyncLifetime
{
    internal Desk Desk { get; } = new();

    internal ServerProcess Alpha { get; private set; } = null!;

    internal ServerProcess Beta { get; private set; } = null!;

    internal string Ring => Desk.File("keys.json");

    public async ValueTask InitializeAsync()
    {
        (await Desk.NamingAsync("keys", "create", "--file", Ring)).Exits(0);
        Alpha = await Desk.ServeAsync("alpha", "--keys", Ring, "--address", "127.0.0.1");
        Beta = await Desk.ServeAsync("beta", "--keys", Ring, "--address", "127.0.0.1");
        Desk.Environment["NAMING_SERVER"] = Alpha.Api;
        (await Desk.NamingAsync("register", "orders", "orders-1", "--lease", "3600")).Exits(0);
        await Desk.EventuallyAsync(Beta, ["resolve", "orders"], run => run.ExitCode == 0, "beta resolves orders");
    }

    public ValueTask DisposeAsync() => Desk.DisposeAsync();
}
