using OrleansNaming.Tracks.Tests.Stores;

namespace OrleansNaming.Tracks.Tests.Steps;

public sealed class SqliteDecisionTests : DecisionContract
{
    private protected override async Task<IStores> OpenAsync() => await new SqliteStores().PreparedAsync();
}
