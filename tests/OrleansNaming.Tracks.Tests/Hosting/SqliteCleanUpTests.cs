using OrleansNaming.Tracks.Tests.Stores;

namespace OrleansNaming.Tracks.Tests.Hosting;

public sealed class SqliteCleanUpTests : CleanUpContract
{
    private protected override async Task<IStores> OpenAsync() => await new SqliteStores().PreparedAsync();
}
