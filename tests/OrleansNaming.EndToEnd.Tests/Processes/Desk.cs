namespace OrleansNaming.EndToEnd.Tests.Processes;

/// <summary>
/// A user's machine for one test or class: a home of its own, so that no other run file is found, a group port of its own, and all processes that it
/// started, which end with it.
/// </summary>
internal sealed class Desk : IAsyncDisposable
{
    private readonly List<LiveProcess> _started = [];

    public Desk()
    {
        Environment = new Dictionary<string, string?>
        {
            ["XDG_DATA_HOME"] = Folder,
            ["HOME"] = Folder,
            ["NAMING_SERVER"] = null,
            ["NAMING_KEY"] = null,
            ["DOTNET_NOLOGO"] = "true",
        };
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("naming-desk-").FullName;

    public Dictionary<string, string?> Environment { get; }

    public int MulticastPort { get; } = Ports.Udp();

    public string File(params string[] parts) => Path.Combine([Folder, .. parts]);

    /// <summary>Runs the tool to its end.</summary>
    public async Task<RunResult> NamingAsync(params string[] arguments)
    {
        await using var process = LiveProcess.Start(BuiltTool.Naming, arguments, Environment, Folder);
        return await process.EndAsync();
    }

    /// <summary>Starts the tool.</summary>
    public LiveProcess Start(params string[] arguments)
    {
        var process = LiveProcess.Start(BuiltTool.Naming, arguments, Environment, Folder);
        lock (_started)
        {
            _started.Add(process);
        }

        return process;
    }

    /// <summary>What a server of this desk is told, T 0.3 s and any free port; later options stand in <paramref name="more"/>.</summary>
    public string[] ServerArguments(string name, params string[] more)
    {
        (string Option, string Value)[] usual =
        [
            ("--name", name), ("--api", "http://127.0.0.1:0"), ("--multicast-port", $"{MulticastPort}"), ("--data", File("state")), ("--interval", "0.3"),
        ];
        return ["server", .. usual.Where(pair => !more.Contains(pair.Option)).SelectMany(pair => new[] { pair.Option, pair.Value }), .. more];
    }

    /// <summary>A naming server that is up.</summary>
    public Task<ServerProcess> ServeAsync(string name, params string[] more) => ServerProcess.UpAsync(Start(ServerArguments(name, more)), name);

    /// <summary>Asks a server with the tool until the answer is the wanted one.</summary>
    public Task EventuallyAsync(ServerProcess server, string[] verb, Predicate<RunResult> wanted, string what) =>
        Eventually.Holds(() => NamingAsync([.. verb, "-s", server.Api]), wanted, what, TimeSpan.FromSeconds(60));

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _started)
        {
            await process.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }
}
