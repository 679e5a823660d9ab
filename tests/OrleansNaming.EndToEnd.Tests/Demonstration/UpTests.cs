using OrleansNaming.EndToEnd.Tests.Processes;

namespace OrleansNaming.EndToEnd.Tests.Demonstration;

/// <summary><c>naming up</c>, the first thing that a newcomer types: it works, proves it, and leaves nothing behind.</summary>
[On(Engine.Lan)]
public sealed class UpTests : IAsyncLifetime
{
    private readonly Desk _desk = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [RequiresFact(Need.Linux)]
    public async Task Unattended_it_kills_one_server_sees_it_heal_and_ends_all_six_processes()
    {
        var up = _desk.Start("up", "--for", "20s", "--engine", "lan");
        await up.LineAsync(line => line.StartsWith("gamma ", StringComparison.Ordinal), "the table of three servers");
        Assert.Equal(7, Running().Count);

        var found = (await _desk.NamingAsync("resolve", "orders", "--json")).Exits(0).Json()["instances"]!.AsArray();
        Assert.Equal(["orders-1", "orders-2"], found.Select(instance => (string?)instance!["instance"]).Order());

        await up.LineAsync(line => line.StartsWith("kill -9 beta (pid ", StringComparison.Ordinal), "it kills one server");
        var run = (await up.EndAsync(TimeSpan.FromMinutes(2))).Exits(0);
        Assert.All(
            [
                "beta is hidden at both others after ", "every service is still resolved", "beta is back; all 3 hold all services ",
                "alpha said goodbye, beta said goodbye, gamma said goodbye; 6 of 6 processes ended",
            ],
            said => Assert.Contains(said, run.Output));
        Assert.Empty(Running());
        Assert.False(File.Exists(_desk.File("orleans-naming", "up.json")));
    }

    [RequiresFact(Need.Linux)]
    public async Task Attended_it_runs_until_it_is_interrupted_and_ends_all_six_processes()
    {
        var up = _desk.Start("up", "--engine", "lan");
        var hint = await up.LineAsync(line => line.StartsWith("  curl ", StringComparison.Ordinal), "what to try");
        using var http = new HttpClient();
        var answer = await Eventually.Holds(
            async () => await AskAsync(http, hint.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]), said => said.Contains("says hello"), "billing calls orders by name");
        Assert.Matches("^billing-1 asked orders: orders-[12] says hello$", answer);

        await up.InterruptAsync();
        Assert.Contains("6 of 6 processes ended", (await up.EndAsync()).Exits(0).Output);
        Assert.Empty(Running());
    }

    [RequiresFact(Need.Linux)]
    public async Task A_start_that_fails_says_why_and_where_its_servers_output_is()
    {
        var temporary = Directory.CreateDirectory(_desk.File("tmp")).FullName;
        _desk.Environment["TMPDIR"] = temporary;
        _desk.Environment["Naming__Lan__ProbePort"] = "70000"; // its servers are configured as this process is

        var run = (await _desk.NamingAsync("up", "--for", "20s", "--engine", "lan")).Exits(4);

        var folder = Assert.Single(Directory.GetDirectories(temporary));
        Assert.Contains("ended at once: naming: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("ProbePort 70000", run.Error, StringComparison.Ordinal);
        Assert.EndsWith($"; what the servers said is in {folder}", run.Error.TrimEnd(), StringComparison.Ordinal);
        Assert.Contains("ProbePort 70000", await File.ReadAllTextAsync(Path.Combine(folder, "alpha.log"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder, "keys.json")));
        Assert.Empty(Running());
    }

    private static async Task<string> AskAsync(HttpClient http, string url)
    {
        using var response = await http.GetAsync(url, TestContext.Current.CancellationToken);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>All processes that have this desk's home, however deep they were started.</summary>
    private List<int> Running() => [.. Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!)).Where(IsOurs)];

    private bool IsOurs(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/environ").Contains($"XDG_DATA_HOME={_desk.Folder}\0", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // gone, or another user's
        }
    }
}
