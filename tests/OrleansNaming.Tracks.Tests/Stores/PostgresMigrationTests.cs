namespace OrleansNaming.Tracks.Tests.Stores;

[On(Engine.Lan)]
public sealed class PostgresMigrationTests(PostgresServer server) : MigrationContract
{
    private protected override async Task<IStores> OpenAsync() => await new PostgresStores(server).StartAsync();
}
