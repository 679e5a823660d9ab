using System.Diagnostics;
using System.Globalization;

namespace OrleansNaming.Testing;

/// <summary>Sends what <see cref="Process.Kill()"/> cannot: SIGSTOP, SIGCONT, SIGTERM, SIGINT. Not on Windows.</summary>
internal static class ProcessSignals
{
    /// <param name="process">May have ended: then there is nobody to tell.</param>
    /// <param name="signal">As the shell's kill takes it: STOP, CONT, TERM, INT.</param>
    public static async Task SignalAsync(this Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(CancellationToken.None);
        if (kill.ExitCode != 0 && !process.HasExited)
        {
            throw new InvalidOperationException($"kill -{signal} {process.Id} ended with {kill.ExitCode}");
        }
    }
}
