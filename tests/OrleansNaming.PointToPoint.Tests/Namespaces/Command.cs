using System.Diagnostics;

namespace OrleansNaming.PointToPoint.Tests.Namespaces;

/// <summary>Runs a program of the system to its end.</summary>
internal static class Command
{
    public static string PathOf(string program) => Path.Combine(Machine.FolderOf(program)!, program);

    /// <summary>A line as one would type it; no argument has a space.</summary>
    public static string Run(string line, string? input = null)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        using var process = Process.Start(new ProcessStartInfo(PathOf(words[0]), words[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{line}: {error.Result}{input}");
    }
}
