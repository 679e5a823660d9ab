using OrleansNaming.Tracks.Tests.Stores;

namespace OrleansNaming.Tracks.Tests.Fencing;

[On(Engine.Lan)]
public sealed class SqliteTokenGateTests : SqlTokenGateContract
{
    private protected override async Task<IStores> OpenAsync() => await new SqliteStores().PreparedAsync();
}
