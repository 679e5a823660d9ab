namespace OrleansNaming.Tracks.Tests.Stores;

[On(Engine.Lan)]
public sealed class SqliteOwnershipTests : OwnershipStoreContract
{
    private protected override async Task<IOwners> OpenAsync() => await new SqliteStores().PreparedAsync();
}
