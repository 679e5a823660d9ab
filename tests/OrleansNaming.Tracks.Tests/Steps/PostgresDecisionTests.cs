using OrleansNaming.Tracks.Tests.Stores;

namespace OrleansNaming.Tracks.Tests.Steps;

[On(Engine.Lan)]
public sealed class PostgresDecisionTests(PostgresServer server) : DecisionContract
{
    private protected override async Task<IStores> OpenAsync() => await new PostgresStores(server).StartAsync();
}
