namespace OrleansNaming.Tracks.Tests.Stores;

public sealed class MemoryFenceTests : FenceContract
{
    private protected override Task<IStores> OpenAsync() => Task.FromResult<IStores>(new MemoryStores());
}
