using OrleansNaming.Tracks.Tests.Stores;

namespace OrleansNaming.Tracks.Tests.Triggers;

public sealed class SqliteFailingTriggerTests : FailingTriggerContract
{
    private protected override string IdOfPayload => "json_extract(@payload, '$.id')";

    private protected override string OddQuery => "select 'a' || char(0) || 'b' as id";

    private protected override async Task<IStores> OpenAsync() => await new SqliteStores().PreparedAsync();
}
