namespace OrleansNaming.Cli.Demonstration;

/// <summary>One real HTTP service, samples/QuickStart, registered as a guest through the client library.</summary>
internal sealed class DemoService : IDisposable
{
    private readonly ChildProcess _process;

    public DemoService(string cluster, string name, string instanceId, IReadOnlyList<DemoServer> servers, int first, string key)
    {
        (Name, InstanceId) = (name, instanceId);
        _process = new ChildProcess(
            Path.Combine(AppContext.BaseDirectory, "QuickStart.dll"),
            ["--service", name, "--instance", instanceId, "--port", $"{FreePort.Tcp()}"],
            logFile: null);
        for (var i = 0; i < servers.Count; i++)
        {
            _process.Environment[$"Naming__Servers__{i}"] = servers[(first + i) % servers.Count].Api;
        }

        _process.Environment["Naming__Cluster"] = cluster;
        _process.Environment["Naming__Key"] = key;
        _process.Environment["Naming__StateFolder"] = "";
    }

    public string Name { get; }

    public string InstanceId { get; }

    public string Url { get; private set; } = "";

    public bool IsRunning => _process.IsRunning;

    public async Task StartAsync(CancellationToken stop)
    {
        var line = await _process.StartAsync(text => text.StartsWith("listening ", StringComparison.Ordinal), stop).ConfigureAwait(false);
        Url = line["listening ".Length..];
    }

    public Task<bool> StopAsync() => _process.StopAsync();

    public void Dispose() => _process.Dispose();
}
