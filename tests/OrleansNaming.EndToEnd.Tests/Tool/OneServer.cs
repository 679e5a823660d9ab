using OrleansNaming.EndToEnd.Tests.Processes;

namespace OrleansNaming.EndToEnd.Tests.Tool;

/// <summary>One real server with an admin key, which the tool's environment names, for all tests of a class.</summary>
public sealed class OneServer : IAsyncLifetime
{
    internal const string Key = "admin-key-0123456789abcdef";

    internal Desk Desk { get; } = new();

    internal ServerProcess Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await Desk.ServeAsync("alpha", "--admin-key", Key);
        Desk.Environment["NAMING_SERVER"] = Server.Api;
        Desk.Environment["NAMING_KEY"] = Key;
    }

    public ValueTask DisposeAsync() => Desk.DisposeAsync();
}
