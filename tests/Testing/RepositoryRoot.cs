namespace OrleansNaming.Testing;

/// <summary>The folder of OrleansNaming.sln, found upwards from the test assembly.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find(AppContext.BaseDirectory);

    public static string File(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    private static string Find(string? folder)
    {
        while (folder is not null && !System.IO.File.Exists(System.IO.Path.Combine(folder, "OrleansNaming.sln")))
        {
            folder = System.IO.Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException($"no OrleansNaming.sln above {AppContext.BaseDirectory}");
    }
}
