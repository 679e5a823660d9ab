namespace OrleansNaming.Tracks.Tests.Stores;

public sealed class MemoryWorkTests : WorkStoreContract
{
    private protected override Task<IStores> OpenAsync() => Task.FromResult<IStores>(new MemoryStores());
}
