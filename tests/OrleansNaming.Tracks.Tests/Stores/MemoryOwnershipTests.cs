namespace OrleansNaming.Tracks.Tests.Stores;

public sealed class MemoryOwnershipTests : OwnershipStoreContract
{
    private protected override Task<IOwners> OpenAsync() => Task.FromResult<IOwners>(new MemoryStores());
}
