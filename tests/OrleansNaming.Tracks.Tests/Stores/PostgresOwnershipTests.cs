namespace OrleansNaming.Tracks.Tests.Stores;

[On(Engine.Lan)]
public sealed class PostgresOwnershipTests(PostgresServer server) : OwnershipStoreContract
{
    private protected override async Task<IOwners> OpenAsync() => await new PostgresStores(server).StartAsync();
}
