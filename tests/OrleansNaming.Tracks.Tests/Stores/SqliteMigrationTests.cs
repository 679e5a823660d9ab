namespace OrleansNaming.Tracks.Tests.Stores;

[On(Engine.Lan)]
public sealed class SqliteMigrationTests : MigrationContract
{
    private protected override async Task<IStores> OpenAsync() => await new SqliteStores().PreparedAsync();
}
