using OrleansNaming.Tracks.Tests.Stores;

namespace OrleansNaming.Tracks.Tests.Access;

[On(Engine.Lan)]
public sealed class PostgresToolTests(PostgresServer server) : ToolContract
{
    private protected override Action<TrackOptions> Database => tracks => tracks.Postgres = ((PostgresStores)Stores).Connection;

    private protected override async Task<IStores> OpenAsync() => await new PostgresStores(server).StartAsync();
}
