using OrleansNaming.Tracks.Tests.Stores;

namespace OrleansNaming.Tracks.Tests.Hosting;

[On(Engine.Lan)]
public sealed class PostgresCleanUpTests(PostgresServer server) : CleanUpContract
{
    private protected override async Task<IStores> OpenAsync() => await new PostgresStores(server).StartAsync();
}
