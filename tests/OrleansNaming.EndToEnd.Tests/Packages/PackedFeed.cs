using OrleansNaming.EndToEnd.Tests.Processes;

namespace OrleansNaming.EndToEnd.Tests.Packages;

/// <summary>
/// The packages of this build in a folder of their own, outside the repository, and a package cache of their own: an older build of the same version
/// in the user's cache would be taken for this one.
/// </summary>
public class PackedFeed : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string[] _projects;

    public PackedFeed()
        : this("Core", "Client", "PointToPoint", "Gateway", "Lan", "Cli")
    {
    }

    protected PackedFeed(params string[] projects) => _projects = projects;

    internal string Folder { get; } = Directory.CreateTempSubdirectory("naming-packed-").FullName;

    internal string Packages => Path.Combine(Folder, "packages");

    internal string Version { get; private set; } = "";

    /// <summary>For dotnet itself: the user's feeds, but none of the user's packages; and for what it made: this very .NET.</summary>
    internal Dictionary<string, string?> Environment => new()
    {
        ["NUGET_PACKAGES"] = Path.Combine(Folder, "cache"),
        ["DOTNET_NOLOGO"] = "true",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "true",
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..")),
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["NAMING_KEY"] = null,
        ["NAMING_SERVER"] = null,
    };

    public async ValueTask InitializeAsync()
    {
        var projects = string.Join(';', _projects.Select(name => RepositoryRoot.File("src", $"OrleansNaming.{name}", $"OrleansNaming.{name}.csproj")));
        var pack = Write("pack.proj", $"""
            <Project>
              <Target Name="Pack">
                <MSBuild Projects="{projects}" Targets="Pack" Properties="NoBuild=true;Configuration={BuiltTool.Configuration};PackageOutputPath={Packages}" />
              </Target>
            </Project>
            """);
        var own = Environment;
        own.Remove("NUGET_PACKAGES"); // what was built was restored to the user's
        await DotnetAsync(own, "msbuild", pack, "-t:Pack", "-nologo", "-v:quiet");
        Write("nuget.config", $"""
            <configuration>
              <packageSources><add key="packed" value="{Packages}" /></packageSources>
              <packageSourceMapping><clear /></packageSourceMapping><!-- a user's own mapping leaves this feed out -->
            </configuration>
            """);
        Version = Path.GetFileNameWithoutExtension(Assert.Single(Directory.GetFiles(Packages, "OrleansNaming.Core.*.nupkg")))["OrleansNaming.Core.".Length..];
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    internal string Write(string file, string text)
    {
        var path = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    internal Task<RunResult> DotnetAsync(params string[] arguments) => DotnetAsync(Environment, arguments);

    private async Task<RunResult> DotnetAsync(Dictionary<string, string?> environment, params string[] arguments)
    {
        await using var dotnet = LiveProcess.Start("dotnet", arguments, environment, Folder);
        return (await dotnet.EndAsync(Patience)).Exits(0);
    }
}
