namespace OrleansNaming.EndToEnd.Tests.Processes;

/// <summary>What the build left of the programs that these tests start: they are built before this project, in the same configuration.</summary>
internal static class BuiltTool
{
    /// <summary>Debug or Release, as this assembly.</summary>
    public static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    public static string Naming { get; } = Find("src/OrleansNaming.Cli", "naming.dll");

    private static string Find(string project, string file)
    {
        var path = RepositoryRoot.File(project, "bin", Configuration, "net10.0", file);
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path} is not there: build {project} ({Configuration}) first");
    }
}
