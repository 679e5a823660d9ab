using OrleansNaming.Contracts;

namespace OrleansNaming.Cluster.Tests.Clients;

/// <summary>Through the grain client, of an application that keeps no replica and knows no HTTP.</summary>
[On(Engine.Orleans)]
public sealed class GrainNamingContextTests : NamingContextContract
{
    private ClientCluster? _cluster;

    public override ValueTask DisposeAsync() => _cluster?.DisposeAsync() ?? ValueTask.CompletedTask;

    private protected override async Task<IServiceProvider> StartAsync()
    {
        _cluster = await ClientCluster.StartAsync(1, options => options.KeepReplica = false);
        return _cluster.Application;
    }
}
