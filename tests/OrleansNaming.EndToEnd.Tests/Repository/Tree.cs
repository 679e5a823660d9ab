namespace OrleansNaming.EndToEnd.Tests.Repository;

/// <summary>The files of the repository, without what a build writes; paths relative to the root, with slashes.</summary>
internal static class Tree
{
    private static readonly string[] Written = ["bin", "obj", "artifacts", "TestResults", ".git", ".vs", ".idea"];
    private static readonly string[] TextEndings =
        ["", ".cs", ".csproj", ".props", ".targets", ".proj", ".md", ".json", ".yml", ".yaml", ".txt", ".sh", ".js", ".css", ".html", ".editorconfig", ".runsettings"];

    public static IEnumerable<string> Files(string pattern, params string[] folders) =>
        folders.Select(folder => RepositoryRoot.File(folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(RepositoryRoot.Path, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(Written.Contains))
            .Order(StringComparer.Ordinal);

    public static IEnumerable<string> Texts() => Files("*", ".").Where(file => TextEndings.Contains(Path.GetExtension(file)));

    public static string Read(string file) => File.ReadAllText(RepositoryRoot.File(file));
}
