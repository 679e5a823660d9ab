using OrleansNaming.EndToEnd.Tests.Processes;

namespace OrleansNaming.EndToEnd.Tests.Clients;

/// <summary>Two real servers that answer Consul's and Eureka's clients, and the means to run such clients.</summary>
internal sealed class FacadeServers : IAsyncDisposable
{
    public Desk Desk { get; } = new();

    public ServerProcess Alpha { get; private set; } = null!;

    public ServerProcess Beta { get; private set; } = null!;

    public static async Task<FacadeServers> StartAsync()
    {
        var servers = new FacadeServers();
        servers.Alpha = await servers.Desk.ServeAsync("alpha", "--consul", "--eureka");
        servers.Beta = await servers.Desk.ServeAsync("beta", "--consul", "--eureka");
        await servers.Desk.EventuallyAsync(servers.Beta, ["servers"], run => run.Output.Contains("alpha", StringComparison.Ordinal), "beta knows alpha");
        await servers.Desk.EventuallyAsync(servers.Alpha, ["servers"], run => run.Output.Contains("beta", StringComparison.Ordinal), "alpha knows beta");
        return servers;
    }

    public static int PortOf(ServerProcess server) => new Uri(server.Api).Port;

    /// <summary>Runs a program of Python with Debian's own interpreter, which has Debian's packages.</summary>
    public async Task PythonAsync(string program, params string[] arguments)
    {
        var file = Desk.File($"{Guid.NewGuid():n}.py");
        await File.WriteAllTextAsync(file, program, TestContext.Current.CancellationToken);
        await using var process = LiveProcess.Start("/usr/bin/python3", [file, .. arguments], Desk.Environment, Desk.Folder);
        (await process.EndAsync()).Exits(0);
    }

    /// <summary>Starts a program of Node.js with the packages of .ci/npm-packages.</summary>
    public LiveProcess Node(string program, params string[] arguments)
    {
        var file = Desk.File($"{Guid.NewGuid():n}.js");
        File.WriteAllText(file, program);
        var environment = new Dictionary<string, string?>(Desk.Environment) { ["NODE_PATH"] = RepositoryRoot.File("artifacts", "npm", "node_modules"), ["NODE_NO_WARNINGS"] = "1" };
        return LiveProcess.Start(Path.Combine(Machine.FolderOf("node")!, "node"), [file, .. arguments], environment, Desk.Folder);
    }

    /// <summary>What a server answers; empty when it does not.</summary>
    public static async Task<string> GetAsync(ServerProcess server, string path)
    {
        using var http = new HttpClient { BaseAddress = new Uri(server.Api) };
        using var response = await http.GetAsync(path, TestContext.Current.CancellationToken);
        return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) : "";
    }

    public static async Task<int> SendAsync(HttpMethod method, ServerProcess server, string path)
    {
        using var http = new HttpClient { BaseAddress = new Uri(server.Api) };
        using var request = new HttpRequestMessage(method, path);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }

    public ValueTask DisposeAsync() => Desk.DisposeAsync();
}
