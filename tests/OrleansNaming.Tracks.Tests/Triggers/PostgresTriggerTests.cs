using OrleansNaming.Tracks.Tests.Stores;

namespace OrleansNaming.Tracks.Tests.Triggers;

[On(Engine.Lan)]
public sealed class PostgresTriggerTests(PostgresServer server) : TriggerContract
{
    private protected override string SlowQuery => "select pg_sleep(60)";

    private protected override TrackConnectionOptions Other => new() { ConnectionString = ((PostgresStores)Sql).Connection };

    private protected override async Task<IStores> OpenAsync() => await new PostgresStores(server).StartAsync();
}
