using Microsoft.Extensions.DependencyInjection;
using OrleansNaming.Gateway;
using OrleansNaming.Tracks.Gathering;
using OrleansNaming.Tracks.Tests.Stores;

namespace OrleansNaming.Tracks.Tests.Access;

/// <summary>An administrator configures databases, external access and rights while a group's servers run (row E35).</summary>
public abstract class AdministrationContract : StoreContract
{
    private static readonly string Admin = KeyedServer.KeyOf(NamingRole.Administrator);

    private protected SqlStores Sql => (SqlStores)Stores;

    private protected abstract Action<TrackOptions> Database { get; }

    [Fact]
    [Row("E35")]
    public async Task Only_an_administrator_names_databases_and_each_server_knows_them_and_the_audit_tells()
    {
        await using var first = await KeyedServer.StartAsync(Database);
        await using var second = await KeyedServer.StartAsync(Database);
        var side = Path.GetTempFileName();
        const string path = "/v1/tracks/ops/connections/side";
        var body = $$"""{"provider":"Microsoft.Data.Sqlite","connectionString":"Data Source={{side}}"}""";
        foreach (var role in KeyedServer.Roles.Where(role => role != NamingRole.Administrator))
        {
            Assert.Equal(403, await first.StatusAsync("PUT", path, KeyedServer.KeyOf(role), body));
            Assert.Equal(403, await first.StatusAsync("GET", "/v1/tracks/ops/connections", KeyedServer.KeyOf(role)));
        }

        Assert.False(await HasErrorsAsync(first, "main"));
        Assert.True(await HasErrorsAsync(second, "side"));
        Assert.Equal(200, await first.StatusAsync("PUT", path, Admin, body));
        await Eventually.Holds(() => HasErrorsAsync(second, "side"), wrong => !wrong, "the other server knows the connection");
        Assert.Equal([1L], await second.App.Services.GetRequiredService<TrackConnections>().QueryAsync("side", "select 1", new Dictionary<string, object>(), row => row.GetInt64(0), Cancel));

        Assert.Equal(204, await second.StatusAsync("DELETE", path, Admin));
        Assert.True(await HasErrorsAsync(second, "side"));
        Assert.Equal(404, await first.StatusAsync("DELETE", path, Admin));
        Assert.Equal(404, await first.StatusAsync("DELETE", $"/v1/tracks/ops/connections/{new string('c', 256)}", Admin));
        var (_, audit) = await second.CallAsync("GET", "/v1/audit", Admin);
        Assert.Equal(
            ["the-administrator failed", "the-administrator done", "the-administrator done", "the-operator refused", "the-author refused", "the-viewer refused"],
            audit!["rows"]!.AsArray().Where(row => (string)row!["on"]! == path).Select(row => $"{row!["who"]} {row["outcome"]}"));
        File.Delete(side);
    }

    [Fact]
    [Row("E35")]
    public async Task A_key_that_is_granted_at_one_server_counts_at_the_others_until_it_is_taken_back()
    {
        await using var first = await KeyedServer.StartAsync(Database);
        await using var second = await KeyedServer.StartAsync(Database);
        var (status, right) = await first.CallAsync("PUT", "/v1/roles/ci", Admin, """{"role":"Author"}""");
        Assert.Equal(200, status);
        var key = (string)right!["key"]!;
        await Eventually.Holds(() => second.StatusAsync("DELETE", "/v1/tracks/ops/definitions/none", key), seen => seen == 404, "the other server knows the key");
        Assert.Equal(403, await second.StatusAsync("PUT", "/v1/drain", key));
        Assert.Equal(204, await first.StatusAsync("DELETE", "/v1/roles/ci", Admin));
        Assert.Equal(401, await first.StatusAsync("DELETE", "/v1/tracks/ops/definitions/none", key));
        await Eventually.Holds(() => second.StatusAsync("DELETE", "/v1/tracks/ops/definitions/none", key), seen => seen == 401, "the other server refuses it");
    }

    [Fact]
    [Row("E35")]
    public async Task Hosts_that_steps_may_call_are_allowed_and_forbidden()
    {
        await using var server = await KeyedServer.StartAsync(options =>
        {
            Database(options);
            options.CallHosts.Add("fixed.example.org");
        });
        var book = server.App.Services.GetRequiredService<AccessBook>();
        Assert.Equal(204, await server.StatusAsync("PUT", "/v1/tracks/ops/hosts/Pager.example.org", Admin));
        Assert.True(book.MayCall("pager.EXAMPLE.org") && book.MayCall("fixed.example.org") && !book.MayCall("other.example.org"));
        Assert.Equal(["fixed.example.org", "pager.example.org"], (await server.CallAsync("GET", "/v1/tracks/ops/connections", Admin)).Body!["hosts"]!.AsArray().Select(host => (string)host!));
        Assert.Equal(204, await server.StatusAsync("DELETE", "/v1/tracks/ops/hosts/pager.example.org", Admin));
        Assert.False(book.MayCall("pager.example.org"));
        Assert.Equal(409, await server.StatusAsync("DELETE", "/v1/tracks/ops/hosts/fixed.example.org", Admin));
        Assert.Equal(400, await server.StatusAsync("PUT", "/v1/tracks/ops/hosts/a%20b", Admin));
    }

    [Fact]
    public async Task What_is_no_connection_or_holds_a_password_is_refused_and_the_password_is_kept_nowhere()
    {
        await using var server = await KeyedServer.StartAsync(Database);
        foreach (var (name, body, status) in new (string, string, int)[]
        {
            ("side", """{"connectionString":"Host=db;Username=u;Password=hunter2"}""", 400),
            ("side", """{"connectionString":"Host=db;Username=u;pwd=hunter2"}""", 400),
            ("side", """{"provider":"Microsoft.Data.Sqlite","connectionString":"Data Source=x;Password=hunter2"}""", 400),
            ("side", """{"connectionString":"hunter2"}""", 400),
            ("side", """{"connectionString":"Host=db","secret":"Db:Side"}""", 400),
            ("side", "{}", 400),
            ("side", """{"provider":"None.Such","secret":"Db:Side"}""", 400),
            ("side", """{"secret":"Db:Side","timeoutSeconds":0}""", 400),
            ("side", """{"secret":"Db:Side","rowsMax":0}""", 400),
            ("si%3Bde", """{"secret":"Db:Side"}""", 400),
            ("main", """{"secret":"Db:Side"}""", 409),
            ("side", """{"secret":"Db:Side","timeoutSeconds":5,"rowsMax":7}""", 200),
        })
        {
            var (seen, answer) = await server.CallAsync("PUT", $"/v1/tracks/ops/connections/{name}", Admin, body);
            Assert.True(seen == status, $"{body}: {seen} {answer}");
            Assert.DoesNotContain("hunter2", answer!.ToJsonString());
        }

        var only = Assert.Single((await server.CallAsync("GET", "/v1/tracks/ops/connections", Admin)).Body!["connections"]!.AsArray());
        Assert.Equal(("side", "Db:Side", 5, 7), ((string)only!["name"]!, (string)only["secret"]!, (int)only["timeoutSeconds"]!, (int)only["rowsMax"]!));
        Assert.All(await Sql.ReadAsync("select value from track_access union all select target from track_audit", row => row.GetString(0)), kept => Assert.DoesNotContain("hunter2", kept));
    }

    private static async Task<bool> HasErrorsAsync(KeyedServer server, string connection)
    {
        var text = $$"""
            TRACK "t" GROUP "ops"
              GATHER FROM {{connection}} "select id from job" KEY id COLUMNS id text
              STEP "one" DO WITHDRAW "x/{id}"
            END
            """;
        var (status, answer) = await server.CallAsync("POST", "/v1/tracks/ops/validate", KeyedServer.KeyOf(NamingRole.Author), text);
        Assert.Equal(200, status);
        return answer!["errors"]!.AsArray().Count > 0;
    }
}
