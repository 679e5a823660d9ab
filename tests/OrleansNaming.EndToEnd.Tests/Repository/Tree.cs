namespace OrleansNaming.EndToEnd.Tests.Repository;

/// <summary>The files of the repository, without what a build writes; paths relative to the root, with slashes.</summary>
internal static class Tree
{
    private static readonly string[] Written = ["bin", "obj", "artifacts", "TestResults"];

    public static IEnumerable<string> Files(string pattern, params string[] folders) =>
        folders.Select(folder => RepositoryRoot.File(folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(RepositoryRoot.Path, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(Written.Contains))
            .Order(StringComparer.Ordinal);

    public static string Read(string file) => File.ReadAllText(RepositoryRoot.File(file));
}
