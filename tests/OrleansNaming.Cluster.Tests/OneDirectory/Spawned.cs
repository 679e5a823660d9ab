using System.Diagnostics;
using System.Text;

namespace OrleansNaming.Cluster.Tests.OneDirectory;

/// <summary>A program of this repository, run as a process: killed when the test is done with it.</summary>
internal sealed class Spawned : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly Dictionary<string, string?> NoChange = [];

    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _word;

    private Spawned(string program, string word, IReadOnlyDictionary<string, string?> environment, IEnumerable<string> arguments)
    {
        _word = word;
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, $"{program}.dll"), .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value; // null takes it away
        }

        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, e) => Hear(e.Data);
        _process.ErrorDataReceived += (_, e) => Hear(e.Data);
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException($"{program} ended: {Said}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    /// <summary>Starts it, and waits until it has said a word.</summary>
    public static async Task<Spawned> StartAsync(string program, string word, params string[] arguments)
    {
        var spawned = new Spawned(program, word, NoChange, arguments);
        try
        {
            await spawned._ready.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
            return spawned;
        }
        catch (TimeoutException)
        {
            await spawned.DisposeAsync();
            throw new TimeoutException($"{program} did not say '{word}' within {Patience}; it said: {spawned.Said}");
        }
        catch
        {
            await spawned.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs it to its end.</summary>
    public static Task<(int ExitCode, string Said)> RunAsync(string program, params string[] arguments) => RunAsync(program, NoChange, arguments);

    /// <summary>Runs it to its end, with some of the environment changed.</summary>
    public static async Task<(int ExitCode, string Said)> RunAsync(string program, IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        await using var spawned = new Spawned(program, "\0", environment, arguments);
        spawned._ready.Task.ContinueWith(static ended => _ = ended.Exception, TaskScheduler.Default).Ignore();
        await spawned._process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        return (spawned._process.ExitCode, spawned.Said);
    }

    public void Kill() => _process.Kill();

    public Task SignalAsync(string signal) => _process.SignalAsync(signal);

    public async ValueTask DisposeAsync()
    {
        _ = _ready.Task.Exception;
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private void Hear(string? line)
    {
        lock (_said)
        {
            _said.AppendLine(line);
        }

        if (line?.Contains(_word, StringComparison.Ordinal) == true)
        {
            _ready.TrySetResult();
        }
    }
}
