using System.Diagnostics;

namespace OrleansNaming.Tracks.Tests.Processes;

/// <summary>The tool as this build made it.</summary>
internal static class NamingTool
{
    public static Process Start(IReadOnlyList<string> arguments)
    {
        var configuration = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)))!;
        var program = RepositoryRoot.File("src", "OrleansNaming.Cli", "bin", configuration, "net10.0", "naming.dll");
        return Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }
}
