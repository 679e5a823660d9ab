using OrleansNaming.Tracks.Tests.Stores;

namespace OrleansNaming.Tracks.Tests.Triggers;

[On(Engine.Lan)]
public sealed class PostgresFailingTriggerTests(PostgresServer server) : FailingTriggerContract
{
    private protected override string IdOfPayload => "@payload::jsonb ->> 'id'";

    private protected override string OddQuery => "select 1e40::numeric as id";

    private protected override async Task<IStores> OpenAsync() => await new PostgresStores(server).StartAsync();
}
