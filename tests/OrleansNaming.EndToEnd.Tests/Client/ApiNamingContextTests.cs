using Microsoft.Extensions.DependencyInjection;
using OrleansNaming.Contracts;
using OrleansNaming.EndToEnd.Tests.Api;

namespace OrleansNaming.EndToEnd.Tests.Client;

/// <summary>Over the API.</summary>
public sealed class ApiNamingContextTests : NamingContextContract
{
    private ApiNode? _node;
    private ServiceProvider? _client;

    public override async ValueTask DisposeAsync()
    {
        await (_client?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_node?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    internal static ServiceProvider ClientOf(ApiNode node)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddOrleansNaming(naming => naming.Cluster = "test").UseServers(options =>
        {
            options.Servers.Add(node.Url.ToString());
            options.KeepReplica = false;
        });
        return services.BuildServiceProvider();
    }

    private protected override async Task<IServiceProvider> StartAsync()
    {
        _node = await ApiNode.StartAsync(new SoloEngine());
        return _client = ClientOf(_node);
    }
}
