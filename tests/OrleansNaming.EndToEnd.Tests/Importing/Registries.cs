using OrleansNaming.EndToEnd.Tests.Processes;

namespace OrleansNaming.EndToEnd.Tests.Importing;

/// <summary>Two real clusters with all façades: one that is imported from, and one that is imported to.</summary>
public sealed class Registries : IAsyncLifetime
{
    internal Desk Desk { get; } = new();

    internal ServerProcess Here { get; private set; } = null!;

    internal ServerProcess There { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Here = await Desk.ServeAsync("here", "--consul", "--eureka");
        There = await Desk.ServeAsync("there", "--cluster", "other", "--multicast-port", $"{Ports.Udp()}", "--consul", "--eureka");
    }

    public ValueTask DisposeAsync() => Desk.DisposeAsync();

    internal static string Api(ServerProcess server, string kind) => kind == "eureka" ? $"{server.Api}/eureka" : server.Api;

    internal async Task RegisterAsync(ServerProcess server, string name, string instance, string endpoint, params string[] more) =>
        (await Desk.NamingAsync(["register", name, instance, "-e", endpoint, "--lease", "3600", "-s", server.Api, .. more])).Exits(0);

    internal async Task<string> ImportOnceAsync(string kind, ServerProcess from, ServerProcess to, params string[] more) =>
        (await Desk.NamingAsync(["import", kind, "--from", Api(from, kind), "-s", to.Api, "--once", .. more])).Exits(0).Output;

    internal async Task ResolvesAsync(ServerProcess server, string name, Predicate<string> wanted, string what) => await Eventually.Holds(
        async () => (await Desk.NamingAsync("resolve", name, "-s", server.Api)) is { ExitCode: 0 or 3 } run ? run.Output : "", wanted, what, TimeSpan.FromSeconds(30));
}
