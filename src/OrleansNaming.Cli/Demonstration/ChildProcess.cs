using System.Diagnostics;
using System.Runtime.InteropServices;

namespace OrleansNaming.Cli.Demonstration;

/// <summary>A process that the demonstration started, and ends.</summary>
internal sealed partial class ChildProcess(string program, IReadOnlyList<string> arguments, string? logFile) : IDisposable
{
    private const int Terminate = 15;
    private static readonly TimeSpan StopMax = TimeSpan.FromSeconds(15);
    private Process? _process;

    public bool IsRunning => _process is { HasExited: false };

    public int Id => _process?.Id ?? 0;

    public IDictionary<string, string?> Environment { get; } = new Dictionary<string, string?>();

    /// <summary>Starts it; completes with the first line of its output that the predicate takes.</summary>
    /// <exception cref="NamingException">It ended before; the message has its last words.</exception>
    public async Task<string> StartAsync(Func<string, bool> ready, CancellationToken stop)
    {
        var start = new ProcessStartInfo(System.Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.ArgumentList.Add(program);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        var line = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process?.Dispose();
        _process = new Process { StartInfo = start };
        var last = "";
        _process.OutputDataReceived += (_, e) => Take(e.Data);
        _process.ErrorDataReceived += (_, e) => Take(e.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(line.Task, _process.WaitForExitAsync(waiting.Token)).ConfigureAwait(false); // its end is when its last words are read
        await waiting.CancelAsync().ConfigureAwait(false);
        stop.ThrowIfCancellationRequested();
        return line.Task.IsCompleted
            ? await line.Task.ConfigureAwait(false)
            : throw new NamingException(Refusal.Unreachable, $"{Path.GetFileNameWithoutExtension(program)} {string.Join(' ', arguments.Take(3))} ended at once: {last}");

        void Take(string? text)
        {
            if (text is null)
            {
                return;
            }

            last = text;
            if (logFile is not null)
            {
                lock (line)
                {
                    File.AppendAllText(logFile, text + '\n');
                }
            }

            if (ready(text))
            {
                line.TrySetResult(text);
            }
        }
    }

    public void Kill() => _process?.Kill();

    /// <summary>Asks it to stop; kills it when it does not. False when it had to be killed, or was gone before.</summary>
    public async Task<bool> StopAsync()
    {
        if (!IsRunning)
        {
            return false;
        }

        if (OperatingSystem.IsWindows() || SendSignal(_process!.Id, Terminate) != 0)
        {
            Kill();
        }

        using var limit = new CancellationTokenSource(StopMax, TimeProvider.System);
        try
        {
            await _process!.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            return _process.ExitCode == 0;
        }
        catch (OperationCanceledException)
        {
            Kill();
            await _process!.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            return false;
        }
    }

    public void Dispose() => _process?.Dispose();

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int pid, int signal);
}
