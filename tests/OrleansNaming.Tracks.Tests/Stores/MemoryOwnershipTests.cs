namespace OrleansNaming.Tracks.Tests.Stores;

public sealed class MemoryOwnershipTests : OwnershipStoreContract
{
    private protected override Task<IStores> OpenAsync() => Task.FromResult<IStores>(new MemoryStores());
}
