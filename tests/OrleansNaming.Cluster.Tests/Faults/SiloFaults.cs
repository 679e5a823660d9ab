using OrleansNaming.Cluster.Tests.Silos;
using OrleansNaming.Contracts;

namespace OrleansNaming.Cluster.Tests.Faults;

/// <summary>What tests of faults have: silos, clients that note what they were told, and the checks at the end.</summary>
public abstract class SiloFaults : IAsyncLifetime
{
    private protected SiloCluster Cluster { get; } = new();

    private protected History History => Cluster.History;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        History.Check();
        GC.SuppressFinalize(this);
    }

    private protected async Task<List<Server>> StartAsync(params string[] names)
    {
        var servers = new List<Server>();
        foreach (var name in names)
        {
            servers.Add(await Cluster.StartAsync(name));
        }

        await JoinedAsync(servers);
        return servers;
    }

    private protected Task JoinedAsync(IReadOnlyCollection<Server> servers) => Cluster.UntilAsync(
        () => servers.All(server => server.Engine.Replica.IsComplete && servers.All(other => !server.Holds(other).IsNone)),
        $"{string.Join(", ", servers)} are complete and hold each other's lists");

    /// <summary>A client registers a guest; what it is told, the history knows.</summary>
    private protected async Task<Refusal> GuestAsync(Server at, string name, string instance, params string[] tags)
    {
        var registration = new Registration(name, instance) { Lease = TimeSpan.FromHours(1), Tags = tags };
        var completed = await at.Engine.CommitAsync(new RegisterGuest(registration), TestContext.Current.CancellationToken);
        if (completed.Refusal == Refusal.None)
        {
            History.Accepted(name, instance);
        }

        return completed.Refusal;
    }

    private protected async Task EndGuestAsync(Server at, string name, string instance)
    {
        await at.CommitAsync(new DeregisterGuest(name, instance));
        await Cluster.UntilAsync(() => !at.Resolve(name).Contains(instance), $"{at} no longer resolves {name}/{instance}");
    }

    /// <summary>Every one of them resolves all that was acknowledged, and what a name may be asked for shows nobody else.</summary>
    private protected Task WholeAsync(IReadOnlyCollection<Server> servers, TimeSpan? within = null) => Cluster.UntilAsync(
        () => servers.All(History.IsWhole), $"{string.Join(", ", servers)} resolve all {History.Acknowledged.Count} acknowledged registrations", within);

    private protected Task ResolveAsync(IReadOnlyCollection<Server> servers, string name, params string[] instances) => Cluster.UntilAsync(
        () => servers.All(server => server.Resolve(name).SequenceEqual(instances.Order(StringComparer.Ordinal))),
        $"{string.Join(", ", servers)} resolve '{name}' to [{string.Join(", ", instances)}]");

    private protected async Task KillAsync(IEnumerable<Server> servers)
    {
        foreach (var server in servers)
        {
            await Cluster.KillAsync(server);
        }
    }
}
