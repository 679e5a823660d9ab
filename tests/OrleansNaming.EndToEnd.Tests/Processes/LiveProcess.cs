using System.Diagnostics;
using System.Text;

namespace OrleansNaming.EndToEnd.Tests.Processes;

/// <summary>A process of these tests. It is read as it speaks, waited for by line, and never outlives its owner.</summary>
internal sealed class LiveProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly List<(Predicate<string> Wanted, TaskCompletionSource<string> Found)> _waiting = [];
    private readonly Process _process;
    private readonly string _command;
    private readonly Task _ended;

    private LiveProcess(Process process, string command)
    {
        (_process, _command) = (process, command);
        _ended = Task.WhenAll(ReadAsync(process.StandardOutput, _output), ReadAsync(process.StandardError, _error));
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>All that it said so far, both streams.</summary>
    public string Said
    {
        get
        {
            lock (_gate)
            {
                return $"{_output}{_error}";
            }
        }
    }

    /// <summary>Starts a program; a .dll runs on this process's own .NET.</summary>
    public static LiveProcess Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> environment, string? folder = null)
    {
        var isAssembly = program.EndsWith(".dll", StringComparison.Ordinal);
        var start = new ProcessStartInfo(isAssembly ? "dotnet" : program, isAssembly ? [program, .. arguments] : arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? "",
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value; // null takes it away
        }

        return new LiveProcess(Process.Start(start)!, $"{Path.GetFileName(program)} {string.Join(' ', start.ArgumentList.Skip(isAssembly ? 1 : 0))}");
    }

    /// <summary>The first line, said already or to come, that is wanted.</summary>
    public async Task<string> LineAsync(Predicate<string> wanted, string what)
    {
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if ($"{_output}{_error}".Split('\n')[..^1].FirstOrDefault(line => wanted(line)) is { } said)
            {
                return said;
            }

            _waiting.Add((wanted, found));
        }

        try
        {
            await Task.WhenAny(found.Task, _ended).WaitAsync(Patience, TestContext.Current.CancellationToken);
            if (found.Task.IsCompleted)
            {
                return await found.Task;
            }
        }
        catch (TimeoutException)
        {
            // Told below, with what it said.
        }

        throw new TimeoutException($"{what}: no such line {(_process.HasExited ? "before its end" : $"within {Patience.TotalSeconds} s")} from: {_command}\n{Said}");
    }

    /// <summary>SIGTERM.</summary>
    public Task InterruptAsync() => _process.SignalAsync("TERM");

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await EndAsync();
    }

    public async Task<RunResult> EndAsync(TimeSpan? within = null)
    {
        try
        {
            await Task.WhenAll(_ended, _process.WaitForExitAsync(CancellationToken.None)).WaitAsync(within ?? Patience, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"did not end within {within ?? Patience}: {_command}\n{Said}");
        }

        return new RunResult(_command, _process.ExitCode, _output.ToString(), _error.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private async Task ReadAsync(StreamReader stream, StringBuilder said)
    {
        while (await stream.ReadLineAsync(CancellationToken.None) is { } line)
        {
            lock (_gate)
            {
                said.Append(line).Append('\n');
                foreach (var (wanted, found) in _waiting)
                {
                    if (wanted(line))
                    {
                        found.TrySetResult(line);
                    }
                }
            }
        }
    }
}
