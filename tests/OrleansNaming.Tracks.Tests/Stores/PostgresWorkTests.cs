namespace OrleansNaming.Tracks.Tests.Stores;

[On(Engine.Lan)]
public sealed class PostgresWorkTests(PostgresServer server) : WorkStoreContract
{
    private protected override async Task<IStores> OpenAsync() => await new PostgresStores(server).StartAsync();
}
