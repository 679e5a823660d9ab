using OrleansNaming.Tracks.Tests.Stores;

namespace OrleansNaming.Tracks.Tests.Access;

[On(Engine.Lan)]
public sealed class PostgresAuditTests(PostgresServer server) : AuditContract
{
    private protected override Action<TrackOptions> Database => tracks => tracks.Postgres = ((PostgresStores)Stores).Connection;

    private protected override async Task<IStores> OpenAsync() => await new PostgresStores(server).StartAsync();
}
