using OrleansNaming.Gateway;
using OrleansNaming.Tracks.Tests.Processes;
using OrleansNaming.Tracks.Tests.Stores;

namespace OrleansNaming.Tracks.Tests.Access;

/// <summary>What people do with tracks by the tool, with the key of their role.</summary>
public abstract class ToolContract : StoreContract
{
    private protected SqlStores Sql => (SqlStores)Stores;

    private protected abstract Action<TrackOptions> Database { get; }

    [Fact]
    [Row("E34")]
    public async Task Dead_records_are_listed_and_an_operator_lets_them_try_again()
    {
        await using var server = await KeyedServer.StartAsync(Database);
        var file = await TrackAsync();
        Assert.Equal(0, (await ToolAsync(server, NamingRole.Author, "track", "add", file)).Exit);
        await Sql.ExecuteAsync("insert into track_record (group_name, track, record, version, step, state, attempts, error, columns) values ('ops', 'mine', 'x/1', 1, 'one', 'dead', 5, 'no such host', '{\"id\":\"x/1\"}')");
        var (exit, said) = await ToolAsync(server, NamingRole.Viewer, "track", "dead-letters", "mine");
        Assert.Equal(0, exit);
        Assert.Contains("no such host", said);
        Assert.Equal(5, (await ToolAsync(server, NamingRole.Author, "track", "retry", "mine", "x/1")).Exit);
        Assert.Equal((0, "ready again"), await ToolAsync(server, NamingRole.Operator, "track", "retry", "mine", "x/1"));
        Assert.Equal(3, (await ToolAsync(server, NamingRole.Operator, "track", "retry", "mine", "x/1")).Exit);
        Assert.DoesNotContain("no such host", (await ToolAsync(server, NamingRole.Viewer, "track", "dead-letters", "mine")).Said);
        Assert.Contains("record=x/1", (await ToolAsync(server, NamingRole.Administrator, false, "audit")).Said);
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_done_and_does_nothing()
    {
        await using var server = await KeyedServer.StartAsync(Database);
        var file = await TrackAsync();
        await Sql.ExecuteAsync("insert into job (id, port) values ('a', 1), ('b', 9)");
        Assert.Equal(5, (await ToolAsync(server, NamingRole.Operator, "track", "run", "--dry", file)).Exit);
        var (exit, said) = await ToolAsync(server, NamingRole.Author, "track", "run", "--dry", file);
        Assert.Equal(0, exit);
        Assert.Contains("2 records found", said);
        Assert.Matches("a +nothing: the condition is not met", said);
        Assert.Matches("b +PUBLISH \"x/\\{id\\}\"", said);
        Assert.Empty(await Sql.ReadAsync("select track from track_definition", row => row.GetString(0)));
        await Sql.ExecuteAsync("drop table job");
        Assert.Equal(2, (await ToolAsync(server, NamingRole.Author, "track", "run", "--dry", file)).Exit);
    }

    [Fact]
    [Row("E35")]
    public async Task An_administrator_names_a_database_and_allows_a_host()
    {
        await using var server = await KeyedServer.StartAsync(Database);
        Assert.Equal(5, (await ToolAsync(server, NamingRole.Author, "connections", "add", "side", "--secret", "Db:Side")).Exit);
        Assert.Equal((0, "connection side   Npgsql"), await ToolAsync(server, NamingRole.Administrator, "connections", "add", "side", "--secret", "Db:Side", "--timeout", "5"));
        Assert.Equal((0, "allowed"), await ToolAsync(server, NamingRole.Administrator, "connections", "allow", "pager.example.org"));
        var (_, said) = await ToolAsync(server, NamingRole.Administrator, "connections", "list");
        Assert.Matches("side +Npgsql +setting Db:Side +5 s +10000", said);
        Assert.Contains("hosts   pager.example.org", said);
        Assert.Equal((0, "removed"), await ToolAsync(server, NamingRole.Administrator, "connections", "remove", "side"));
        Assert.Equal((0, "forbidden"), await ToolAsync(server, NamingRole.Administrator, "connections", "forbid", "pager.example.org"));
        Assert.Contains("hosts   none", (await ToolAsync(server, NamingRole.Administrator, "connections", "list")).Said);
    }

    private async Task<string> TrackAsync()
    {
        await Sql.ExecuteAsync("create table job (id text primary key, port integer)");
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, """
            TRACK "mine" GROUP "ops"
              EVERY 1 day
              GATHER FROM main "select id, port from job" KEY id COLUMNS id text, port number
              STEP "one" IF port > 5 THEN PUBLISH "x/{id}" AT "127.0.0.1:{port}" OTHERWISE WAIT 1 day
            END
            """, Cancel);
        return file;
    }

    private static Task<(int Exit, string Said)> ToolAsync(KeyedServer server, NamingRole role, params string[] arguments) => ToolAsync(server, role, true, arguments);

    private static async Task<(int Exit, string Said)> ToolAsync(KeyedServer server, NamingRole role, bool inGroup, params string[] arguments)
    {
        using var tool = NamingTool.Start([.. arguments, .. inGroup ? ["--group", "ops"] : Array.Empty<string>(), "--server", server.Url.ToString(), "--key", KeyedServer.KeyOf(role)]);
        var (said, complained) = (tool.StandardOutput.ReadToEndAsync(Cancel), tool.StandardError.ReadToEndAsync(Cancel));
        await tool.WaitForExitAsync(Cancel);
        _ = await complained;
        return (tool.ExitCode, (await said).Trim());
    }
}
