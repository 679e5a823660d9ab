using System.Data.Common;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Stores;
using OrleansNaming.Tracks.Tests.Stores;

namespace OrleansNaming.Tracks.Tests.Fencing;

/// <summary>A resource that refuses nothing and counts: each write behind a higher epoch's is a violation of T2.</summary>
internal sealed class Ledger(SqlStores stores)
{
    private const string Write = """
        update ledger set violations = violations + case when @e < epoch then 1 else 0 end, epoch = case when @e < epoch then epoch else @e end, writes = writes + 1
        where track = @t
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async Task OpenAsync(params string[] tracks)
    {
        await stores.ExecuteAsync("create table ledger (track text not null primary key, epoch bigint not null, writes bigint not null, violations bigint not null)");
        foreach (var track in tracks)
        {
            await stores.ExecuteAsync($"insert into ledger (track, epoch, writes, violations) values ('{track}', 0, 0, 0)");
        }
    }

    public async Task WriteAsync(DbConnection connection, DbTransaction transaction, TrackToken token, int count)
    {
        var write = new SqlStatement(Write, [("e", (long)token.Epoch), ("t", token.Track)]);
        Assert.All(await stores.Of(0).Session(connection, transaction).ExecuteAllAsync([.. Enumerable.Repeat(write, count)], Cancel), changed => Assert.Equal(1, changed));
    }

    public async Task<(long Writes, long Violations)> CountAsync() =>
        Assert.Single(await stores.ReadAsync("select cast(sum(writes) as bigint), cast(sum(violations) as bigint) from ledger", row => (row.GetInt64(0), row.GetInt64(1))));
}
