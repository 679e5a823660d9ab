using System.Data.Common;
using OrleansNaming.Api;
using OrleansNaming.Gateway.Audit;

namespace OrleansNaming.Tracks.Stores;

/// <summary>The audit of a group's servers in the table <c>track_audit</c>: what each of them was asked to change, by whom. Bounded: the newest <see cref="RowsMax"/> rows of the database are kept.</summary>
/// <param name="database">Where the table stands; migrated already.</param>
/// <param name="group">The group.</param>
internal sealed class SqlAuditLog(TrackDatabase database, string group) : IAuditLog
{
    /// <summary>Rows of all groups.</summary>
    public const int RowsMax = 100_000;

    /// <summary>How many rows come between two looks at what is too much.</summary>
    private const int SweepEvery = 256;

    /// <inheritdoc/>
    public async Task WriteAsync(ApiAuditRow row, CancellationToken cancellationToken) => await database.RunAsync(
        async (session, cancel) =>
        {
            var id = (await session.ReadAsync(
                """
                insert into track_audit (group_name, at_ms, server, who, role, what, target, origin, outcome, status, times)
                values (@g, @at, @server, @who, @role, @what, @on, @from, @outcome, @status, @times) returning id
                """,
                [
                    ("g", group), ("at", row.At.ToUnixTimeMilliseconds()), ("server", row.Server), ("who", StoreText.Error(row.Who)), ("role", row.Role), ("what", row.What), ("on", StoreText.Error(row.On)),
                    ("from", row.From), ("outcome", row.Outcome), ("status", row.Status), ("times", row.Times),
                ],
                read => read.GetInt64(0),
                cancel))[0];
            return id % SweepEvery == 0 ? await session.ExecuteAsync("delete from track_audit where id <= @id", [("id", id - RowsMax)], cancel) : 0;
        },
        cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ApiAuditRow>> ReadAsync(long before, int limit, CancellationToken cancellationToken) => await database.RunAsync(
        (session, cancel) => session.ReadAsync(
            "select id, at_ms, server, who, role, what, target, origin, outcome, status, times from track_audit where group_name = @g and id < @before order by id desc limit @limit",
            [("g", group), ("before", before), ("limit", limit)],
            Read,
            cancel),
        cancellationToken);

    private static ApiAuditRow Read(DbDataReader row) => new(
        row.GetInt64(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetString(7), row.GetString(8),
        row.GetInt32(9), row.GetInt32(10));
}
