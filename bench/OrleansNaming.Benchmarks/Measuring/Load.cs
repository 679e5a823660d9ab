namespace OrleansNaming.Benchmarks.Measuring;

/// <summary>What else the machine does: a figure of a busy machine says so.</summary>
internal static class Load
{
    private const string File = "/proc/loadavg";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Waits up to a minute for a load average below 3, then goes on whatever it is.</summary>
    /// <returns>The load as it is then.</returns>
    public static string Await()
    {
        for (var waited = TimeSpan.Zero; Now() >= 3 && waited < Patience; waited += TimeSpan.FromSeconds(5))
        {
            Thread.Sleep(TimeSpan.FromSeconds(5));
        }

        return FormattableString.Invariant($"load average {Now():f1} on {Environment.ProcessorCount} cores at the beginning");
    }

    private static double Now() => System.IO.File.Exists(File)
        ? double.Parse(System.IO.File.ReadAllText(File).Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture)
        : 0;
}
