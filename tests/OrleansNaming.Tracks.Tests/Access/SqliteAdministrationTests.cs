using OrleansNaming.Tracks.Tests.Stores;

namespace OrleansNaming.Tracks.Tests.Access;

[On(Engine.Lan)]
public sealed class SqliteAdministrationTests : AdministrationContract
{
    private protected override Action<TrackOptions> Database => tracks => tracks.Sqlite = ((SqliteStores)Stores).Path;

    private protected override async Task<IStores> OpenAsync() => await new SqliteStores().PreparedAsync();
}
