using System.Globalization;

namespace OrleansNaming.Tracks.Tests.Processes;

/// <summary>Tracks that people write, on real processes: written at one server, run by whichever is left (row E25).</summary>
[On(Engine.Lan)]
public sealed class DecisionProcessTests(PostgresServer postgres)
{
    private const string Track = """
        TRACK "renewals" GROUP "orders"
          GATHER FROM main "select id, days_left from cert" KEY id UPDATES cert COLUMNS id text, days_left number, state text OWN
          STEP "soon" IF days_left < 30 THEN SET days_left = 365 OTHERWISE WAIT 1 second
        END
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [RequiresFact("postgres", Need.Linux)]
    [Row("E25")]
    [Row("E27")]
    public async Task When_the_server_that_a_track_was_written_at_is_killed_the_others_run_it()
    {
        await using var group = await ServerGroup.OnPostgresAsync(postgres);
        await group.Stores.ExecuteAsync("create table cert (id text primary key, days_left integer)");
        var (author, survivor, _) = (group.Start(), group.Start(), group.Start());
        var file = Path.Combine(group.Folder, "renewals.track");
        await File.WriteAllTextAsync(file, Track.Replace("days_left < 30", "days_lft < 30", StringComparison.Ordinal), Cancel);
        await Eventually.Holds(() => author.GetAsync("definitions"), answer => answer is not null, "the author's API answers", TimeSpan.FromSeconds(60));

        var (exit, said) = await ToolAsync(author, "track", "validate", file);
        Assert.Equal((1, $"{file}:3:18: there is no column 'days_lft'; did you mean days_left?"), (exit, said));
        Assert.NotEqual(0, (await ToolAsync(author, "track", "add", file)).Exit);
        await File.WriteAllTextAsync(file, Track, Cancel);
        Assert.Equal((0, "track renewals   version 1   1 steps"), await ToolAsync(author, "track", "add", file, "--over", "0"));
        Assert.NotEqual(0, (await ToolAsync(author, "track", "add", file, "--over", "7")).Exit);
        Assert.Equal((0, "track renewals   version 1   1 steps"), await ToolAsync(author, "track", "add", file)); // nothing new

        await author.KillAsync();
        await group.Stores.ExecuteAsync("insert into cert (id, days_left) values ('a', 3), ('b', 300)");

        await Eventually.Holds(
            async () => string.Join(' ', await group.Stores.ReadAsync("select id, days_left from cert order by id", row => $"{row.GetString(0)}={row.GetInt32(1).ToString(CultureInfo.InvariantCulture)}")),
            found => found == "a=365 b=300", "a survivor ran the track", TimeSpan.FromSeconds(60));
        Assert.Contains("STEP \"soon\"", (await ToolAsync(survivor, "track", "show", "renewals")).Said, StringComparison.Ordinal);
        Assert.Contains("Ready", (await ToolAsync(survivor, "track", "steps", "renewals")).Said, StringComparison.Ordinal);
        Assert.Equal((0, "removed"), await ToolAsync(survivor, "track", "remove", "renewals"));
        Assert.NotEqual(0, (await ToolAsync(survivor, "track", "show", "renewals")).Exit);
    }

    private static async Task<(int Exit, string Said)> ToolAsync(GroupServer server, params string[] arguments)
    {
        var (exit, said, _) = await server.ToolAsync(arguments);
        return (exit, said);
    }
}
