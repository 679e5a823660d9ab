using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using OrleansNaming.EndToEnd.Tests.Processes;

namespace OrleansNaming.Cluster.Tests.Packages;

/// <summary>What is shipped for Orleans, used as its users use it: outside this repository, from packages alone.</summary>
[On(Engine.Orleans)]
public sealed partial class OrleansPackageTests(OrleansFeed feed) : IClassFixture<OrleansFeed>
{
    [Fact]
    [Row("B15")]
    public async Task A_new_project_runs_the_documented_silo_and_client_from_the_packages_and_each_finds_the_other()
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
                <PackageReference Include="OrleansNaming.Silo" Version="{feed.Version}" />
                <PackageReference Include="OrleansNaming.Grains" Version="{feed.Version}" />
              </ItemGroup>
            </Project>
            """);
        feed.Write("shop/Program.cs", Program());
        await feed.DotnetAsync("build", "shop", "--output", "shop/out", "--verbosity", "quiet");

        var environment = new Dictionary<string, string?> { ["XDG_DATA_HOME"] = Path.Combine(feed.Folder, "home") };
        await using var shop = LiveProcess.Start(Path.Combine(feed.Folder, "shop", "out", "Shop.dll"), [], environment, feed.Folder);
        var said = (await shop.EndAsync(TimeSpan.FromMinutes(2))).Exits(0).Output;
        Assert.Matches(@"the client found orders at 127\.0\.0\.1:[1-9][0-9]*\r?\n", said);
        Assert.Matches(@"the silo found web of a guest at [^:]+:8080\r?\n", said);
    }

    [Fact]
    [Row("B15")]
    public void Each_package_depends_on_nothing_of_ours_but_what_is_shipped()
    {
        var packages = Directory.GetFiles(feed.Packages, "*.nupkg");
        var shipped = packages.Select(package => string.Join('.', Path.GetFileName(package).Split('.')[..2])).ToHashSet();
        Assert.Equal(["Client", "Core", "Gateway", "Grains", "Lan", "PointToPoint", "Silo"], shipped.Select(id => id.Split('.')[1]).Order());
        foreach (var package in packages)
        {
            using var zip = ZipFile.OpenRead(package);
            Assert.NotNull(zip.GetEntry("README.md"));
            using var text = zip.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
            var ours = XDocument.Load(text).Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => (string)element.Attribute("id")!)
                .Where(id => id.StartsWith("OrleansNaming", StringComparison.Ordinal));
            Assert.Subset(shipped, ours.ToHashSet());
        }
    }

    /// <summary>The two examples of docs/orleans.md, word for word but for the ports, each in a host.</summary>
    private static string Program()
    {
        var (silo, gateway) = (Ports.Tcp(), Ports.Tcp());
        var examples = SharpFence().Matches(File.ReadAllText(RepositoryRoot.File("docs", "orleans.md"))).Select(fence => fence.Groups["code"].Value).ToList();
        var (ofSilo, ofClient) = (examples.First(code => code.Contains("silo.UseNaming()")), examples.First(code => code.Contains("client.UseNaming(")));
        Assert.Contains("UseLocalhostClustering()", ofClient, StringComparison.Ordinal);
        return $$"""
            using Orleans.Configuration;
            using OrleansNaming;

            var first = WebApplication.CreateBuilder();
            first.WebHost.UseUrls("http://127.0.0.1:0");
            var services = first.Services;
            first.UseOrleans(silo =>
            {
                silo.UseLocalhostClustering({{silo}}, {{gateway}}).Configure<SiloOptions>(options => options.SiloName = "shop");
            {{ofSilo}}
            });
            await using var server = first.Build();
            await server.StartAsync();

            var builder = Host.CreateApplicationBuilder();
            {{ofClient.Replace("UseLocalhostClustering()", $"UseLocalhostClustering({gateway})")}}
            using var application = builder.Build();
            await application.StartAsync();

            var orders = await FoundAsync(application.Services.GetRequiredService<INamingReplica>(), "orders");
            Console.WriteLine($"the client found orders at {orders.Endpoints[0].Host}:{orders.Endpoints[0].Port}");
            var web = await FoundAsync(server.Services.GetRequiredService<INamingReplica>(), "web");
            Console.WriteLine($"the silo found web of a guest at {web.Endpoints[0].Host}:{web.Endpoints[0].Port}");
            await application.StopAsync();
            await server.StopAsync();

            static async Task<Instance> FoundAsync(INamingReplica replica, string name)
            {
                while (replica.Resolve(name).Count == 0)
                {
                    await Task.Delay(50);
                }

                return replica.Resolve(name)[0];
            }
            """;
    }

    [GeneratedRegex("""^```csharp\s*\n(?<code>.*?)^```""", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex SharpFence();
}
