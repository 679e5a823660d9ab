using System.Globalization;
using OrleansNaming.Tracks.Tests.Stores;

namespace OrleansNaming.Tracks.Tests.Processes;

/// <summary>Tracks that people write, on real processes: written at one server, run by whichever is left (row E25).</summary>
[On(Engine.Lan)]
public sealed class DecisionProcessTests(PostgresServer postgres) : IAsyncLifetime
{
    private const string Track = """
        TRACK "renewals" GROUP "orders"
          GATHER FROM main "select id, days_left from cert" KEY id UPDATES cert COLUMNS id text, days_left number, state text OWN
          STEP "soon" IF days_left < 30 THEN SET days_left = 365 OTHERWISE WAIT 1 second
        END
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("naming-decisions-");
    private readonly List<GroupServer> _servers = [];
    private SqlStores? _stores;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        if (_stores is not null)
        {
            await _stores.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    [RequiresFact("postgres", Need.Linux)]
    [Row("E25")]
    [Row("E27")]
    public async Task When_the_server_that_a_track_was_written_at_is_killed_the_others_run_it()
    {
        var stores = new PostgresStores(postgres);
        _stores = await stores.StartAsync();
        await _stores.ExecuteAsync("create table cert (id text primary key, days_left integer)");
        Start(stores.Connection);
        var (author, survivor) = (_servers[0], _servers[1]);
        var file = Path.Combine(_folder.FullName, "renewals.track");
        await File.WriteAllTextAsync(file, Track.Replace("days_left < 30", "days_lft < 30", StringComparison.Ordinal), Cancel);
        await Eventually.Holds(() => author.GetAsync("definitions"), answer => answer is not null, "the author's API answers", TimeSpan.FromSeconds(60));

        var (exit, said) = await ToolAsync(author, "track", "validate", file);
        Assert.Equal((1, $"{file}:3:18: there is no column 'days_lft'; did you mean days_left?"), (exit, said.Trim()));
        Assert.NotEqual(0, (await ToolAsync(author, "track", "add", file)).Exit);
        await File.WriteAllTextAsync(file, Track, Cancel);
        Assert.Equal((0, "track renewals   version 1   1 steps"), await TrimmedAsync(author, "track", "add", file, "--over", "0"));
        Assert.NotEqual(0, (await ToolAsync(author, "track", "add", file, "--over", "7")).Exit);
        Assert.Equal((0, "track renewals   version 1   1 steps"), await TrimmedAsync(author, "track", "add", file)); // nothing new

        await author.KillAsync();
        await _stores.ExecuteAsync("insert into cert (id, days_left) values ('a', 3), ('b', 300)");

        await Eventually.Holds(
            async () => string.Join(' ', await _stores.ReadAsync("select id, days_left from cert order by id", row => $"{row.GetString(0)}={row.GetInt32(1).ToString(CultureInfo.InvariantCulture)}")),
            found => found == "a=365 b=300", "a survivor ran the track", TimeSpan.FromSeconds(60));
        Assert.Contains("STEP \"soon\"", (await ToolAsync(survivor, "track", "show", "renewals")).Said, StringComparison.Ordinal);
        Assert.Contains("Ready", (await ToolAsync(survivor, "track", "steps", "renewals")).Said, StringComparison.Ordinal);
        Assert.Equal((0, "removed"), await TrimmedAsync(survivor, "track", "remove", "renewals"));
        Assert.NotEqual(0, (await ToolAsync(survivor, "track", "show", "renewals")).Exit);
    }

    private void Start(string connection)
    {
        var multicast = Ports.Udp().ToString(CultureInfo.InvariantCulture);
        for (var i = 0; i < 3; i++)
        {
            _servers.Add(new GroupServer($"w{i}", _folder.FullName, new Dictionary<string, string>
            {
                ["Naming__Cluster"] = "decision-test",
                ["Naming__Lan__MulticastPort"] = multicast,
                ["Naming__Lan__PullPort"] = "0",
                ["Naming__Lan__Interval"] = "00:00:00.3",
                ["Naming__Tracks__Level"] = "Fenced",
                ["Naming__Tracks__Interval"] = "00:00:00.5",
                ["Naming__Tracks__AllowUnusualInterval"] = "true",
                ["Naming__Tracks__Postgres"] = connection,
            }));
            _servers[^1].Start();
        }
    }

    private static async Task<(int Exit, string Said)> TrimmedAsync(GroupServer server, params string[] arguments)
    {
        var (exit, said) = await ToolAsync(server, arguments);
        return (exit, said.Trim());
    }

    private static async Task<(int Exit, string Said)> ToolAsync(GroupServer server, params string[] arguments)
    {
        using var tool = NamingTool.Start([.. arguments, "--group", "orders", "--server", server.Url!]);
        var (said, complained) = (tool.StandardOutput.ReadToEndAsync(Cancel), tool.StandardError.ReadToEndAsync(Cancel));
        await tool.WaitForExitAsync(Cancel);
        _ = await complained;
        return (tool.ExitCode, await said);
    }
}
