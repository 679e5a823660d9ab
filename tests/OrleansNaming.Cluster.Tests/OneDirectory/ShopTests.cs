namespace OrleansNaming.Cluster.Tests.OneDirectory;

[On(Engine.Orleans)]
public sealed class ShopTests
{
    [Fact]
    public void An_existing_app_adopts_naming_by_three_added_lines_and_nothing_else()
    {
        var diff = File.ReadAllLines(RepositoryRoot.File("samples", "OrleansShop", "adoption.diff")).Where(line => !line.StartsWith("---", StringComparison.Ordinal) && !line.StartsWith("+++", StringComparison.Ordinal)).ToList();
        var added = diff.Where(line => line.StartsWith('+')).Select(line => line[1..]).ToList();

        Assert.Equal(3, added.Count);
        Assert.DoesNotContain(diff, line => line.StartsWith('-'));
        var program = File.ReadAllLines(RepositoryRoot.File("samples", "OrleansShop", "Program.cs"));
        Assert.All(added, line => Assert.Contains(line, program));
        Assert.DoesNotContain(program.Except(added), line => line.Contains("UseNaming", StringComparison.Ordinal) || line.Contains("AddNaming", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_servers_of_the_shop_call_each_other_by_name_and_no_longer_call_one_that_was_killed()
    {
        var (silo1, silo2, port1, port2) = (Ports.Tcp(), Ports.Tcp(), Ports.Tcp(), Ports.Tcp());
        await using var first = await Spawned.StartAsync("OrleansShop", "Application started", Arguments("shop-1", port1, silo1, silo1));
        await using var second = await Spawned.StartAsync("OrleansShop", "Application started", Arguments("shop-2", port2, silo2, silo1));
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port1}") };
        var seen = new HashSet<string>();
        await Eventually.Holds(() => AskAsync(http), name => (seen.Add(name), seen.IsSupersetOf(["shop-1", "shop-2"])).Item2, "both servers answer", TimeSpan.FromMinutes(1));
        Assert.Subset(new HashSet<string> { "", "shop-1", "shop-2" }, seen);

        second.Kill();
        var inRow = 0;
        await Eventually.Holds(async () => inRow = await AskAsync(http) == "shop-1" ? inRow + 1 : 0, count => count >= 6, "only the one that lives is called", TimeSpan.FromMinutes(1));
    }

    /// <summary>Who answered.</summary>
    private static async Task<string> AskAsync(HttpClient http)
    {
        using var response = await http.GetAsync(new Uri("/ask/apple", UriKind.Relative), TestContext.Current.CancellationToken);
        var said = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return said.Split("says ") is [_, var name] ? name : "";
    }

    private static string[] Arguments(string name, int port, int silo, int primary) =>
        ["--name", name, "--port", $"{port}", "--silo", $"{silo}", "--primary", $"{primary}", "--Logging:LogLevel:Microsoft.Hosting.Lifetime", "Information"];
}
