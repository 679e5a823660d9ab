using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace OrleansNaming.Cluster.Tests.Processes;

/// <summary>One life of a silo's process, seen from outside. Whatever it shows goes to the test's <see cref="ShownLists"/>.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly ShownLists _shown;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<string?>> _asked = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;
    private int _lastAsked;

    private SiloProcess(string name, Process process, ShownLists shown)
    {
        (Name, _process, _shown) = (name, process, shown);
        _reading = ReadAsync();
    }

    public string Name { get; }

    public static async Task<SiloProcess> StartAsync(string cluster, string name, string connection, ShownLists shown)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "OrleansNaming.Cluster.Tests" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        var start = new ProcessStartInfo(program, ["silo", cluster, name, $"{Ports.Tcp()}", $"{Ports.Tcp()}", connection]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        var silo = new SiloProcess(name, Process.Start(start)!, shown);
        await silo._ready.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        return silo;
    }

    /// <summary>Sends a command; null when the process ended before it answered.</summary>
    public async Task<string?> AskAsync(string command)
    {
        var id = Interlocked.Increment(ref _lastAsked);
        var answer = _asked[id] = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await _process.StandardInput.WriteLineAsync($"{id} {command}");
            await _process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            answer.TrySetResult(null);
        }

        return _reading.IsCompleted && !answer.Task.IsCompleted ? null : await answer.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Stands still with all its connections open, as a partitioned machine does.</summary>
    public Task FreezeAsync() => _process.SignalAsync("STOP");

    public Task ThawAsync() => _process.SignalAsync("CONT");

    public Task EndAsync() => _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            Heard(line.Split(' '));
        }

        _ready.TrySetException(new InvalidOperationException($"{Name} ended before it was ready"));
        foreach (var answer in _asked.Values)
        {
            answer.TrySetResult(null);
        }
    }

    private void Heard(string[] words)
    {
        switch (words[0])
        {
            case "ready":
                _ready.TrySetResult();
                break;
            case "answer" when _asked.TryRemove(int.Parse(words[1], CultureInfo.InvariantCulture), out var answer):
                answer.TrySetResult(words.Length > 2 ? words[2] : "");
                break;
            case "shown":
                _shown.Add(this, words[1], ulong.Parse(words[2], CultureInfo.InvariantCulture), words[3], ulong.Parse(words[4], CultureInfo.InvariantCulture), words[5]);
                break;
        }
    }
}
