using OrleansNaming.Api;
using OrleansNaming.Gateway;
using OrleansNaming.Tracks.Stores;
using OrleansNaming.Tracks.Tests.Stores;

namespace OrleansNaming.Tracks.Tests.Access;

/// <summary>The audit of a group stands in its database (row E35), on a real server over HTTP.</summary>
public abstract class AuditContract : StoreContract
{
    private protected SqlStores Sql => (SqlStores)Stores;

    private protected abstract Action<TrackOptions> Database { get; }

    [Fact]
    [Row("E35")]
    public async Task A_change_and_a_refused_one_stand_in_the_groups_database_and_only_an_administrator_reads_them()
    {
        await using var server = await KeyedServer.StartAsync(Database);
        Assert.Equal(200, await server.StatusAsync("PUT", "/v1/contexts/shop", KeyedServer.KeyOf(NamingRole.Operator)));
        Assert.Equal(403, await server.StatusAsync("DELETE", "/v1/tracks/ops/definitions/mine", KeyedServer.KeyOf(NamingRole.Operator)));
        Assert.Equal(404, await server.StatusAsync("DELETE", "/v1/tracks/ops/definitions/mine", KeyedServer.KeyOf(NamingRole.Author)));
        Assert.Equal(401, await server.StatusAsync("POST", "/v1/tracks/ops/definitions", null, "TRACK"));
        foreach (var role in KeyedServer.Roles.Where(role => role != NamingRole.Administrator))
        {
            Assert.Equal(403, await server.StatusAsync("GET", "/v1/audit", KeyedServer.KeyOf(role)));
        }

        var (_, page) = await server.CallAsync("GET", "/v1/audit?limit=3", KeyedServer.KeyOf(NamingRole.Administrator));
        var (_, next) = await server.CallAsync("GET", $"/v1/audit?before={page!["next"]}", KeyedServer.KeyOf(NamingRole.Administrator));
        Assert.Equal(
            ["unknown refused 401 /v1/tracks/ops/definitions", "the-author failed 404 /v1/tracks/ops/definitions/mine", "the-operator refused 403 /v1/tracks/ops/definitions/mine", "the-operator done 200 /v1/contexts/shop"],
            page["rows"]!.AsArray().Concat(next!["rows"]!.AsArray()).Select(row => $"{row!["who"]} {row["outcome"]} {row["status"]} {row["on"]}"));
        Assert.Equal(["keyed"], await Sql.ReadAsync("select distinct server from track_audit where group_name = 'ops'", row => row.GetString(0)));
    }

    [Fact]
    public async Task Groups_do_not_see_each_others_rows()
    {
        var row = new ApiAuditRow(0, DateTimeOffset.UnixEpoch, "s", "w", "Operator", "PUT", "/\0\ud800", "::1", "done", 200, 3);
        await new SqlAuditLog(Sql.Of(0), "g").WriteAsync(row, Cancel);
        Assert.Empty(await new SqlAuditLog(Sql.Of(0), "other").ReadAsync(long.MaxValue, 10, Cancel));
        Assert.Equal(row with { Id = 1, On = "/\ufffd\ufffd" }, Assert.Single(await new SqlAuditLog(Sql.Of(1), "g").ReadAsync(long.MaxValue, 10, Cancel)));
    }
}
