using OrleansNaming.Api;
using OrleansNaming.Tracks.Stores;
using OrleansNaming.Tracks.Tests.Stores;

namespace OrleansNaming.Tracks.Tests.Access;

[On(Engine.Lan)]
public sealed class SqliteAuditTests : AuditContract
{
    private protected override Action<TrackOptions> Database => tracks => tracks.Sqlite = ((SqliteStores)Stores).Path;

    [Fact]
    public async Task The_table_keeps_the_newest_rows_only()
    {
        const int next = (SqlAuditLog.RowsMax / 256 * 256) + 512;
        foreach (var id in (int[])[1, next - SqlAuditLog.RowsMax, next - SqlAuditLog.RowsMax + 1, next - 1])
        {
            await Sql.ExecuteAsync(FormattableString.Invariant($"insert into track_audit values ({id}, 'g', 0, '', '', '', '', '', '', '', 0, 1)"));
        }

        await new SqlAuditLog(Sql.Of(0), "g").WriteAsync(new ApiAuditRow(0, DateTimeOffset.UnixEpoch, "", "", "", "", "", "", "", 0, 1), Cancel);
        Assert.Equal([next - SqlAuditLog.RowsMax + 1, next - 1, next], await Sql.ReadAsync("select id from track_audit order by id", row => row.GetInt32(0)));
    }

    private protected override async Task<IStores> OpenAsync() => await new SqliteStores().PreparedAsync();
}
