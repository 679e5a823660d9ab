using OrleansNaming.Tracks.Tests.Stores;

namespace OrleansNaming.Tracks.Tests.Steps;

[On(Engine.Lan)]
public sealed class PostgresOutboxTests(PostgresServer server) : OutboxContract
{
    private protected override async Task<IStores> OpenAsync() => await new PostgresStores(server).StartAsync();
}
