using System.Diagnostics;

namespace OrleansNaming.Benchmarks.TrackGroups;

/// <summary>A <see cref="GroupMemberProgram"/> seen from outside: started, killed and started again.</summary>
internal sealed class GroupMember(string name, string folder, bool ticks, IReadOnlyDictionary<string, string> settings, Action<string> heard) : IAsyncDisposable
{
    private Process? _process;

    public string Name => name;

    public string Url { get; private set; } = "";

    public void Start()
    {
        Url = $"http://127.0.0.1:{Ports.Tcp()}";
        var program = Path.Combine(AppContext.BaseDirectory, "OrleansNaming.Benchmarks" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        var start = new ProcessStartInfo(program, ["group-member", Url, .. ticks ? new[] { "ticks" } : []]) { RedirectStandardOutput = true };
        start.Environment["Naming__Server"] = name;
        start.Environment["Naming__Lan__DataDirectory"] = Path.Combine(folder, name);
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => heard(line.Data ?? "");
        _process.BeginOutputReadLine();
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await KillAsync();
        }
    }
}
