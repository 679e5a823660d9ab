using System.Diagnostics;
using System.Globalization;
using OrleansNaming.Benchmarks.Nodes;

namespace OrleansNaming.Benchmarks.Propagate;

/// <summary>A watcher from outside. It ends when its input ends.</summary>
internal sealed class WatcherProcess : IDisposable
{
    private readonly Process _process;

    private WatcherProcess(Process process) => _process = process;

    public static async Task<WatcherProcess> StartAsync(string name, Place place)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "OrleansNaming.Benchmarks" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        var start = new ProcessStartInfo(program, ["watcher", name, .. place.ToArguments()]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        var watcher = new WatcherProcess(Process.Start(start)!);
        return await watcher._process.StandardOutput.ReadLineAsync() == "ready"
            ? watcher
            : throw new InvalidOperationException($"{name} ended before it was ready");
    }

    /// <summary>When it read each change, and when it received each bare datagram.</summary>
    public async Task<(long[] Read, long[] Received)> AskAsync()
    {
        await _process.StandardInput.WriteLineAsync("times");
        return (await TimesAsync(), await TimesAsync());
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task<long[]> TimesAsync() =>
        [.. (await _process.StandardOutput.ReadLineAsync())!.Split(' ').Select(time => long.Parse(time, CultureInfo.InvariantCulture))];
}
