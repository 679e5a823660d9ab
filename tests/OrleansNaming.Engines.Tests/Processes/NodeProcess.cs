using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace OrleansNaming.Engines.Tests.Processes;

/// <summary>One life of a server process, seen from outside. Notes every version that it showed, and whether one ever went back.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<string?>> _asked = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, Stamp> _shown = [];
    private readonly Dictionary<(string Owner, ulong Version), long> _applied = [];
    private readonly Dictionary<(string Owner, ulong Version), TaskCompletionSource> _awaited = [];
    private int _lastAsked;

    private NodeProcess(string name, Process process)
    {
        Name = name;
        _process = process;
        _ = ReadAsync();
    }

    public string Name { get; }

    /// <summary>Versions that were shown after higher ones: there must be none.</summary>
    public ConcurrentQueue<string> WentBack { get; } = new();

    /// <summary>Names of guests that resolved in this life and then did not: there must be none.</summary>
    public ConcurrentQueue<string> BecameEmpty { get; } = new();

    public static async Task<NodeProcess> StartAsync(string name, string folder, int port)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "OrleansNaming.Engines.Tests" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        var start = new ProcessStartInfo(program, ["node", name, folder, port.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        var node = new NodeProcess(name, Process.Start(start)!);
        await node._ready.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        return node;
    }

    /// <summary>Sends a command; null when the process died before it answered.</summary>
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

        return _process.HasExited && !answer.Task.IsCompleted ? null : await answer.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    /// <summary>Complete when this life has shown that version of an owner.</summary>
    public Task AppliedAsync(string owner, ulong version)
    {
        lock (_applied)
        {
            if (_applied.ContainsKey((owner, version)))
            {
                return Task.CompletedTask;
            }

            var awaited = _awaited[(owner, version)] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return awaited.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>When it showed that version, on the clock that all processes of the machine share.</summary>
    public long AppliedAt(string owner, ulong version)
    {
        lock (_applied)
        {
            return _applied[(owner, version)];
        }
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

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
                answer.TrySetResult(words[2]);
                break;
            case "empty":
                BecameEmpty.Enqueue(words[1]);
                break;
            case "applied":
                Shown(words[1], StampOf(words));
                Applied(words[1], StampOf(words).Version, long.Parse(words[5], CultureInfo.InvariantCulture));
                break;
        }
    }

    private void Shown(string owner, Stamp stamp)
    {
        if (_shown.TryGetValue(owner, out var before) && stamp < before)
        {
            WentBack.Enqueue($"{Name} showed {stamp} of {owner} after {before}");
        }

        _shown[owner] = stamp;
    }

    private void Applied(string owner, ulong version, long ticks)
    {
        lock (_applied)
        {
            _applied.TryAdd((owner, version), ticks);
            if (_awaited.Remove((owner, version), out var awaited))
            {
                awaited.TrySetResult();
            }
        }
    }

    private static Stamp StampOf(string[] words) => new(
        new Epoch(
            ulong.Parse(words[2], CultureInfo.InvariantCulture),
            new BootId(UInt128.Parse(words[3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))),
        ulong.Parse(words[4], CultureInfo.InvariantCulture));
}
