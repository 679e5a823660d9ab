using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;

namespace OrleansNaming.Tracks.Tests.Processes;

/// <summary>One life of a <see cref="WorkerProgram"/>, seen from outside.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly Task _reading;

    private WorkerProcess(Process process)
    {
        _process = process;
        _reading = ReadAsync();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static WorkerProcess Start(string kind, string connection, string server, int seen)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "OrleansNaming.Tracks.Tests" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        var arguments = new[] { "work", kind, connection, server, seen.ToString(CultureInfo.InvariantCulture) };
        return new WorkerProcess(Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!);
    }

    /// <summary>Reads on until it has said so many lines that begin so.</summary>
    public async Task SaysAsync(string beginning, int times = 1)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(Patience);
        while (times > 0)
        {
            var line = await _lines.Reader.ReadAsync(patience.Token);
            times -= line.StartsWith(beginning, StringComparison.Ordinal) ? 1 : 0;
        }
    }

    /// <summary>Reads to its end.</summary>
    /// <returns>The last that it said.</returns>
    public async Task<string> EndAsync()
    {
        await _reading.WaitAsync(Patience, Cancel);
        return await _lines.Reader.ReadAllAsync(Cancel).LastOrDefaultAsync(Cancel) ?? "";
    }

    /// <summary>kill -9.</summary>
    /// <returns>The last that it said.</returns>
    public Task<string> KillAsync()
    {
        _process.Kill();
        return EndAsync();
    }

    /// <summary>Stands still with all its connections open, as a machine does whose virtual host paused it.</summary>
    public Task StopAsync() => _process.SignalAsync("STOP");

    public Task GoOnAsync() => _process.SignalAsync("CONT");

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync(Cancel) is { } line)
        {
            _lines.Writer.TryWrite(line);
        }

        _lines.Writer.TryComplete();
    }
}
