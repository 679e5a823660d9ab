using System.Text.Json;
using OrleansNaming.Storage;

namespace OrleansNaming.Cli.Connections;

/// <summary>
/// Where a running <c>naming up</c> is, so that the other verbs find it without being told. In the user's data folder; gone when it ended.
/// </summary>
internal sealed record RunFile(string Cluster, int Pid, IReadOnlyList<string> Servers, string? Key)
{
    public static string Folder => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "orleans-naming");

    private static string PathOf => Path.Combine(Folder, "up.json");

    /// <summary>The run file of a process that is alive, or null.</summary>
    public static RunFile? Find()
    {
        try
        {
            var run = JsonSerializer.Deserialize(File.ReadAllBytes(PathOf), CliJson.Default.RunFile);
            return run is not null && IsAlive(run.Pid) ? run : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public void Write()
    {
        PrivateFile.CreateFolder(Folder);
        PrivateFile.Replace(PathOf, JsonSerializer.SerializeToUtf8Bytes(this, CliJson.Default.RunFile));
    }

    public void Delete()
    {
        if (Find()?.Pid == Pid)
        {
            File.Delete(PathOf);
        }
    }

    private static bool IsAlive(int pid)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
