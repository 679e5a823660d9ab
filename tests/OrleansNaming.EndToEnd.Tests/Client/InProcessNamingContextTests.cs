using OrleansNaming.Contracts;
using OrleansNaming.EndToEnd.Tests.Api;

namespace OrleansNaming.EndToEnd.Tests.Client;

/// <summary>In the process of the node.</summary>
public sealed class InProcessNamingContextTests : NamingContextContract
{
    private ApiNode? _node;

    public override ValueTask DisposeAsync() => _node?.DisposeAsync() ?? ValueTask.CompletedTask;

    private protected override async Task<IServiceProvider> StartAsync() => (_node = await ApiNode.StartAsync(new SoloEngine())).Services;
}
