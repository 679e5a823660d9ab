namespace OrleansNaming.EndToEnd.Tests.Importing;

/// <summary><c>naming import</c> from another cluster's façades: real processes, real answers.</summary>
[On(Engine.Lan)]
public sealed class ImportTests(Registries registries) : IClassFixture<Registries>
{
    [Theory]
    [InlineData("consul")]
    [InlineData("eureka")]
    public async Task Services_are_mirrored_followed_and_gone_a_lease_after_the_bridge(string kind)
    {
        var (name, here, there) = ($"{kind}-orders", registries.Here, registries.There);
        await registries.RegisterAsync(there, name, "o-1", "10.0.0.7:8080", "--tag", "v1", "--meta", "k=v");
        var bridge = registries.Desk.Start("import", kind, "--from", Registries.Api(there, kind), "-s", here.Api, "--service", name, "--lease", "2");
        await bridge.LineAsync(line => line.StartsWith($"added    {name}/", StringComparison.Ordinal) && line.Contains("10.0.0.7:8080", StringComparison.Ordinal), "it is added");
        var found = (await registries.Desk.NamingAsync("resolve", name, "--json", "-s", here.Api)).Exits(0).Json()["instances"]![0]!;
        Assert.Equal(("v", $"{kind} {Registries.Api(there, kind)}"), ((string?)found["metadata"]!["k"], (string?)found["metadata"]!["naming.import"]));

        await registries.RegisterAsync(there, name, "o-2", "10.0.0.8:8080");
        await bridge.LineAsync(line => line.StartsWith("added", StringComparison.Ordinal) && line.Contains("10.0.0.8:8080", StringComparison.Ordinal), "the second is added");
        await registries.RegisterAsync(there, name, "o-2", "10.0.0.8:8080", "--health", "unhealthy");
        await bridge.LineAsync(line => line.StartsWith("changed", StringComparison.Ordinal) && line.EndsWith("healthy is unhealthy", StringComparison.Ordinal), "its health is followed");
        (await registries.Desk.NamingAsync("deregister", name, "o-1", "-s", there.Api)).Exits(0);
        await bridge.LineAsync(line => line.StartsWith("removed", StringComparison.Ordinal) && line.Contains("10.0.0.7:8080", StringComparison.Ordinal), "the first is removed");
        await registries.ResolvesAsync(here, name, text => text.Contains("10.0.0.8", StringComparison.Ordinal) && !text.Contains("10.0.0.7", StringComparison.Ordinal), "one is left");

        await bridge.KillAsync();
        await registries.ResolvesAsync(here, name, text => !text.Contains("10.0.0", StringComparison.Ordinal), "nothing is left");
    }

    [Theory]
    [InlineData("consul")]
    [InlineData("eureka")]
    public async Task A_dry_run_says_what_differs_and_writes_nothing(string kind)
    {
        var name = $"{kind}-dry";
        await registries.RegisterAsync(registries.There, name, "d-1", "10.0.1.7:8080");
        var told = await registries.ImportOnceAsync(kind, registries.There, registries.Here, "--service", name, "--dry-run");
        Assert.StartsWith($"added    {name}/", told, StringComparison.Ordinal);
        Assert.EndsWith("1 added, 0 changed, 0 removed, 0 the same, 0 here already, 0 left out\n", told, StringComparison.Ordinal);
        var lines = await registries.ImportOnceAsync(kind, registries.There, registries.Here, "--service", name, "--dry-run", "--json");
        Assert.StartsWith($$"""{"kind":"added","name":"{{name}}",""", lines, StringComparison.Ordinal);
        (await registries.Desk.NamingAsync("resolve", name, "-s", registries.Here.Api)).Exits(3);
    }

    /// <summary>The façades of the very cluster that it would be mirrored to.</summary>
    [Theory]
    [InlineData("consul")]
    [InlineData("eureka")]
    public async Task What_is_here_already_is_not_mirrored_from_our_own_facade(string kind)
    {
        await registries.RegisterAsync(registries.Here, $"{kind}/own", "w-1", "10.0.2.7:8080");
        var shown = kind == "eureka" ? "eureka.own" : "consul/own";
        Assert.EndsWith(
            "0 added, 0 changed, 0 removed, 0 the same, 1 here already, 0 left out\n",
            await registries.ImportOnceAsync(kind, registries.Here, registries.Here, "--service", shown), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("consul", "eureka")]
    [InlineData("eureka", "consul")]
    public async Task Two_bridges_in_a_circle_mirror_nothing_twice(string forth, string back)
    {
        var name = $"{forth}-circle";
        await registries.RegisterAsync(registries.There, name, "c-1", "10.0.3.7:8080");
        Assert.Contains("1 added", await registries.ImportOnceAsync(forth, registries.There, registries.Here, "--service", name), StringComparison.Ordinal);
        var returned = await registries.ImportOnceAsync(back, registries.Here, registries.There, "--service", name);
        Assert.Contains($"it was mirrored there from {forth} ", returned, StringComparison.Ordinal);
        Assert.EndsWith("0 added, 0 changed, 0 removed, 0 the same, 0 here already, 1 left out\n", returned, StringComparison.Ordinal);
        Assert.Contains("1 the same", await registries.ImportOnceAsync(forth, registries.There, registries.Here, "--service", name), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_registers_here_takes_the_place_of_its_mirrored_self()
    {
        await registries.RegisterAsync(registries.There, "mover", "m-1", "10.0.4.7:8080");
        var bridge = registries.Desk.Start("import", "consul", "--from", registries.There.Api, "-s", registries.Here.Api, "--service", "mover");
        await bridge.LineAsync(line => line.StartsWith("added    mover/", StringComparison.Ordinal), "it is mirrored");
        await registries.RegisterAsync(registries.Here, "mover", "m-itself", "10.0.4.7:8080");
        await bridge.LineAsync(line => line.StartsWith("here     mover/", StringComparison.Ordinal) && line.EndsWith("10.0.4.7:8080 is registered here as m-itself", StringComparison.Ordinal), "it is found here");
        await bridge.LineAsync(line => line.StartsWith("removed  mover/", StringComparison.Ordinal), "the mirrored one goes");
        var left = Assert.Single((await registries.Desk.NamingAsync("resolve", "mover", "--json", "-s", registries.Here.Api)).Exits(0).Json()["instances"]!.AsArray());
        Assert.Equal("m-itself", (string?)left!["instance"]);

        await bridge.InterruptAsync();
        (await bridge.EndAsync()).Exits(0);
    }

    [Fact]
    public async Task What_is_wrong_is_said_in_one_line()
    {
        Assert.Contains("is no address of a registry", (await registries.Desk.NamingAsync("import", "consul", "--from", "nonsense", "-s", registries.Here.Api)).Exits(2).Error, StringComparison.Ordinal);
        Assert.Contains("--lease is 2 to 3600", (await registries.Desk.NamingAsync("import", "eureka", "--from", "http://127.0.0.1:1", "--lease", "1", "-s", registries.Here.Api)).Exits(2).Error, StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:1/v1/catalog/services is not reached", (await registries.Desk.NamingAsync("import", "consul", "--from", "http://u:secret@127.0.0.1:1", "--once", "-s", registries.Here.Api)).Exits(4).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_commands_of_the_docs_say_what_differs()
    {
        await registries.RegisterAsync(registries.There, "documented", "d-1", "10.0.5.7:8080");
        var lines = await File.ReadAllLinesAsync(RepositoryRoot.File("docs", "clients.md"), TestContext.Current.CancellationToken);
        var commands = lines.Skip(Array.IndexOf(lines, "<!-- run: import -->") + 2).TakeWhile(line => line != "```").ToList();
        Assert.Equal(2, commands.Count);
        foreach (var command in commands)
        {
            var here = command.Replace("http://10.0.0.5:8500", registries.There.Api, StringComparison.Ordinal).Replace("http://10.0.0.5:8761", registries.There.Api, StringComparison.Ordinal);
            var run = (await registries.Desk.NamingAsync([.. here.Split(' ').Skip(1), "-s", registries.Here.Api])).Exits(0);
            Assert.Contains(run.Lines, line => line.StartsWith("added    documented/", StringComparison.Ordinal));
        }
    }
}
