namespace OrleansNaming.Contracts;

/// <summary>What every suite has: a cluster of the engine under test, fresh for each test.</summary>
public abstract class EngineContract : IAsyncLifetime
{
    private IEngineCluster? _cluster;

    private protected IEngineCluster Cluster => _cluster ?? throw new InvalidOperationException("not started");

    private protected abstract IEngineCluster NewCluster();

    public ValueTask InitializeAsync()
    {
        _cluster = NewCluster();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts so many servers, and returns when each has joined and knows all others.</summary>
    private protected async Task<Server[]> StartAsync(int count, EngineSetup? setup = null)
    {
        var servers = new Server[count];
        for (var i = 0; i < count; i++)
        {
            servers[i] = await Cluster.StartAsync($"s{i + 1}", setup);
        }

        await JoinedAsync(servers);
        return servers;
    }

    private protected Task JoinedAsync(params Server[] servers) => Cluster.UntilAsync(
        () => servers.All(server => server.Engine.Replica.IsComplete && servers.All(other => other == server || !server.Holds(other).IsNone)),
        $"{string.Join(", ", servers.Select(server => server.Name))} are complete and hold each other's lists");

    private protected Task ResolvesAsync(Server server, string name, params string[] instances) => Cluster.UntilAsync(
        () => server.Resolve(name).SequenceEqual(instances.Order(StringComparer.Ordinal)),
        $"{server} resolves '{name}' to [{string.Join(", ", instances)}]");

    private protected Task HoldsAsync(Server server, Server owner, Stamp stamp) => Cluster.UntilAsync(
        () => server.Holds(owner) == stamp, $"{server} holds {stamp} of {owner}");
}
