using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using OrleansNaming.EndToEnd.Tests.Processes;
using OrleansNaming.EndToEnd.Tests.Repository;

namespace OrleansNaming.EndToEnd.Tests.Packages;

/// <summary>What is shipped, used as its users use it: outside this repository, from packages alone.</summary>
[On(Engine.Lan)]
public sealed class PackageTests(PackedFeed feed) : IClassFixture<PackedFeed>, IAsyncLifetime
{
    private readonly Desk _desk = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    [Row("B15")]
    public async Task A_new_project_runs_the_README_example_from_the_packages_and_resolves_what_it_advertised()
    {
        feed.Write("shop/Shop.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <WarningsNotAsErrors>NU1900;NU1901;NU1902;NU1903;NU1904</WarningsNotAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="OrleansNaming.Lan" Version="{feed.Version}" />
                <PackageReference Include="OrleansNaming.Gateway" Version="{feed.Version}" />
              </ItemGroup>
            </Project>
            """);
        var example = new Markdown("README.md").Snippets().First(code => code.Contains("UseLan()"));
        feed.Write("shop/Program.cs", $"{example}\nawait app.RunAsync();\n");
        await feed.DotnetAsync("build", "shop", "--output", "shop/out", "--verbosity", "quiet");

        await using var shop = LiveProcess.Start(Path.Combine(feed.Folder, "shop", "out", "Shop.dll"), ["--urls", "http://127.0.0.1:0"], ShopEnvironment(), feed.Folder);
        var listening = await shop.LineAsync(line => line.Contains("Now listening on: "), "Kestrel listens");
        using var http = new HttpClient { BaseAddress = new Uri(listening[listening.IndexOf("http", StringComparison.Ordinal)..]) };
        var found = await Eventually.Holds(
            async () => await http.GetStringAsync("/v1/names/orders", TestContext.Current.CancellationToken), answer => answer.Contains("\"port\""), "orders resolves at its own node");
        var endpoint = JsonNode.Parse(found)!["instances"]!.AsArray().Single()!["endpoints"]![0]!;
        Assert.Equal(http.BaseAddress.Port, (int)endpoint["port"]!);
        Assert.Equal("[]", await http.GetStringAsync("/where", TestContext.Current.CancellationToken));

        await shop.InterruptAsync();
        (await shop.EndAsync()).Exits(0);
    }

    [Fact]
    [Row("B15")]
    public async Task The_tool_is_installed_from_its_package_and_serves()
    {
        await feed.DotnetAsync("tool", "install", "OrleansNaming.Cli", "--tool-path", "tool", "--version", feed.Version);
        var naming = Path.Combine(feed.Folder, "tool", OperatingSystem.IsWindows() ? "naming.exe" : "naming");
        _desk.Environment["DOTNET_ROOT"] = feed.Environment["DOTNET_ROOT"];

        await using var help = LiveProcess.Start(naming, ["--help"], _desk.Environment, _desk.Folder);
        Assert.Contains("register", (await help.EndAsync()).Exits(0).Output);

        await using var process = LiveProcess.Start(naming, _desk.ServerArguments("alpha"), _desk.Environment, _desk.Folder);
        var server = await ServerProcess.UpAsync(process, "alpha");
        await using var status = LiveProcess.Start(naming, ["status", "-s", server.Api], _desk.Environment, _desk.Folder);
        Assert.Contains("server alpha   ready", (await status.EndAsync()).Exits(0).Output);
        await server.StopAsync();
    }

    [Fact]
    [Row("B15")]
    public void Each_package_has_its_papers_and_depends_on_nothing_but_what_is_shipped()
    {
        var packages = Directory.GetFiles(feed.Packages, "*.nupkg").Select(Path.GetFileName).Order().ToList();
        Assert.Equal(["Cli", "Client", "Core", "Gateway", "Lan", "PointToPoint"], packages.Select(name => name!.Split('.')[1]));
        foreach (var package in packages)
        {
            using var zip = ZipFile.OpenRead(Path.Combine(feed.Packages, package!));
            Assert.NotNull(zip.GetEntry("README.md"));
            using var text = zip.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
            var nuspec = XDocument.Load(text);
            Assert.All(["license", "description", "readme", "repository"], part => Assert.Single(nuspec.Descendants(), element => element.Name.LocalName == part));
            var ours = nuspec.Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => (string)element.Attribute("id")!)
                .Where(id => id.StartsWith("OrleansNaming", StringComparison.Ordinal));
            Assert.Subset(new HashSet<string> { "OrleansNaming.Core", "OrleansNaming.Client", "OrleansNaming.Gateway", "OrleansNaming.PointToPoint" }, ours.ToHashSet());
        }
    }

    [Fact]
    [Row("B15")]
    public void The_tools_package_carries_the_simulator_and_the_demonstrations_service_ready_to_run()
    {
        using var zip = ZipFile.OpenRead(Path.Combine(feed.Packages, $"OrleansNaming.Cli.{feed.Version}.nupkg"));
        var carried = zip.Entries.Where(entry => entry.FullName.StartsWith("tools/", StringComparison.Ordinal)).Select(entry => entry.Name).ToHashSet();
        Assert.Subset(carried, new HashSet<string> { "naming.dll", "OrleansNaming.Simulation.dll", "QuickStart.dll", "QuickStart.deps.json", "QuickStart.runtimeconfig.json" });
    }

    private Dictionary<string, string?> ShopEnvironment() => new(_desk.Environment)
    {
        ["Naming__Lan__MulticastPort"] = $"{_desk.MulticastPort}",
        ["Naming__Lan__PullPort"] = "0",
        ["Naming__Lan__DataDirectory"] = _desk.File("state"),
    };
}
