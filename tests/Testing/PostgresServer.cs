using System.Diagnostics;
using System.Globalization;

namespace OrleansNaming.Testing;

/// <summary>A PostgreSQL of this test run's own: a fresh folder, a free port of loopback, and not as root. Stopped by its process id.</summary>
public class PostgresServer : IAsyncLifetime
{
    private const string User = "postgres";

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"naming-postgres-{Guid.NewGuid():n}");
    private readonly int _port = Ports.Tcp();
    private readonly Lazy<Task> _start;
    private Process? _server;

    public PostgresServer() => _start = new(BeginAsync);

    public string Connection => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Username={User};Database={User};Timezone=UTC;Maximum Pool Size=20");

    /// <summary>Starts it at the first use: a machine without it only skips.</summary>
    public Task StartAsync() => _start.Value;

    /// <summary>Ends every connection, and takes new ones when it returns.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await ServeAsync();
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Makes what the tests need in it, once.</summary>
    protected virtual Task FillAsync() => Task.CompletedTask;

    private async Task BeginAsync()
    {
        Assert.Equal(0, await RunAsync("initdb", "-D", _folder, "-U", User, "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C"));
        await ServeAsync();
        await FillAsync();
    }

    private async Task ServeAsync()
    {
        var port = _port.ToString(CultureInfo.InvariantCulture);
        _server = Launch("postgres", ["-D", _folder, "-p", port, "-k", _folder, "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"]);
        await Eventually.Holds(() => RunAsync("pg_isready", "-h", "127.0.0.1", "-p", port, "-U", User), code => code == 0, "PostgreSQL takes connections", TimeSpan.FromSeconds(60));
    }

    private async Task StopAsync()
    {
        if (_server is { HasExited: false })
        {
            await _server.SignalAsync("INT");
            await _server.WaitForExitAsync(CancellationToken.None);
        }

        _server?.Dispose();
        _server = null;
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Launch(program, arguments);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    /// <summary>It refuses to run as root, so root becomes the user that Debian's package made.</summary>
    private static Process Launch(string program, IReadOnlyList<string> arguments)
    {
        List<string> command = [Path.Combine(Machine.FolderOf(program)!, program), .. arguments];
        if (Environment.IsPrivilegedProcess)
        {
            command = ["setpriv", $"--reuid={User}", $"--regid={User}", "--clear-groups", .. command];
        }

        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
