using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace OrleansNaming.Benchmarks.Dns;

/// <summary>One run of dnsperf.</summary>
internal static partial class DnsPerf
{
    /// <returns>Questions answered in a second.</returns>
    /// <exception cref="InvalidOperationException">It could not be read, or not all were answered with data.</exception>
    public static double Run(int port, string questions, int seconds)
    {
        string[] arguments = ["-s", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture), "-d", questions, "-l", seconds.ToString(CultureInfo.InvariantCulture), "-c", "8", "-q", "100", "-e"];
        using var process = Process.Start(new ProcessStartInfo("dnsperf", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return Rate().Match(output) is { Success: true } rate && AllAnswered().IsMatch(output)
            ? double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException(output);
    }

    [GeneratedRegex(@"Queries per second:\s+([0-9.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"NOERROR \d+ \(100\.00%\)")]
    private static partial Regex AllAnswered();
}
