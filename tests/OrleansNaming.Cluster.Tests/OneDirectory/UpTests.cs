namespace OrleansNaming.Cluster.Tests.OneDirectory;

/// <summary><c>naming up</c> with silos, as a newcomer starts it from the sources: it works, proves it, and leaves nothing behind.</summary>
[On(Engine.Orleans)]
public sealed class UpTests : IDisposable
{
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private readonly string _home = Directory.CreateTempSubdirectory("naming-up-test-").FullName;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [RequiresFact(Need.Linux)]
    public async Task Unattended_it_kills_one_silo_sees_it_heal_and_ends_all_six_processes()
    {
        var naming = RepositoryRoot.File("src", "OrleansNaming.Cli", "bin", Configuration, "net10.0", "naming");
        var home = new Dictionary<string, string?> { ["XDG_DATA_HOME"] = _home, ["NAMING_SERVER"] = null, ["NAMING_KEY"] = null };

        var (exit, said) = await Spawned.RunAsync(naming, home, "up", "--for", "15s");

        Assert.True(exit == 0, said);
        Assert.All(
            [
                "engine Orleans, because Orleans restored", "beta is hidden at both others after ", "every service is still resolved", "beta is back; all 3 hold all services ",
                "alpha said goodbye, beta said goodbye, gamma said goodbye; 6 of 6 processes ended",
            ],
            sentence => Assert.Contains(sentence, said, StringComparison.Ordinal));
        Assert.Empty(Running());
    }

    /// <summary>All processes that have this test's home, however deep they were started.</summary>
    private List<string> Running() => [.. Directory.GetDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)).Where(IsOurs)];

    private bool IsOurs(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "environ")).Contains($"XDG_DATA_HOME={_home}\0", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // gone, or another user's
        }
    }
}
