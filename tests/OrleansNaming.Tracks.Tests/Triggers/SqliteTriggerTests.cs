using OrleansNaming.Tracks.Tests.Stores;

namespace OrleansNaming.Tracks.Tests.Triggers;

public sealed class SqliteTriggerTests : TriggerContract
{
    private protected override string SlowQuery => "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n limit 1";

    private protected override TrackConnectionOptions Other => new() { Provider = "Microsoft.Data.Sqlite", ConnectionString = $"Data Source={((SqliteStores)Sql).Path}" };

    private protected override async Task<IStores> OpenAsync() => await new SqliteStores().PreparedAsync();
}
