using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace OrleansNaming.Tracks.Tests.Processes;

/// <summary>A server of a real group: samples/TrackWorker as a process, killed, stopped and started again.</summary>
internal sealed class GroupServer(string name, string folder, IReadOnlyDictionary<string, string> settings) : IAsyncDisposable
{
    private static readonly string Program = RepositoryRoot.File(
        "samples", "TrackWorker", "bin", Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)))!, "net10.0", "TrackWorker.dll");

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly ConcurrentQueue<string> _complaints = new();
    private Process? _process;

    public string Name => name;

    public string? Url { get; private set; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="url">Where it listens; null for a port of its own, a new one each time: the old one may be taken by now.</param>
    public void Start(string? url = null)
    {
        Url = url ?? $"http://127.0.0.1:{Ports.Tcp()}";
        var start = new ProcessStartInfo("dotnet", [Program, "--urls", Url]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        start.Environment["Naming__Server"] = name;
        start.Environment["Naming__Lan__DataDirectory"] = Path.Combine(folder, name);
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += (_, e) => _complaints.Enqueue(e.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync(Cancel);
        _process.Dispose();
        _process = null;
    }

    /// <summary>Stands still with all its connections open.</summary>
    public Task StopAsync() => _process!.SignalAsync("STOP");

    public Task GoOnAsync() => _process!.SignalAsync("CONT");

    /// <summary>Null while it does not answer.</summary>
    public async Task<JsonNode?> GetAsync(string path)
    {
        Assert.False(_process!.HasExited, $"{name} ended by itself: {string.Join('\n', _complaints)}");
        try
        {
            return await _http.GetFromJsonAsync<JsonNode>($"{Url}/v1/tracks/orders/{path}", Cancel);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !Cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>The naming tool, asking this server of its group.</summary>
    public async Task<(int Exit, string Said, string Complained)> ToolAsync(params string[] arguments)
    {
        using var tool = NamingTool.Start([.. arguments, "--group", "orders", "--server", Url!]);
        var (said, complained) = (tool.StandardOutput.ReadToEndAsync(Cancel), tool.StandardError.ReadToEndAsync(Cancel));
        await tool.WaitForExitAsync(Cancel);
        return (tool.ExitCode, (await said).Trim(), await complained);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }
    }
}
