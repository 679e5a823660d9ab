using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace OrleansNaming.Cluster.Tests.Processes;

/// <summary>A PostgreSQL of this test run's own: a fresh folder, a free port of loopback, and not as root. Stopped by its process id.</summary>
public sealed class Postgres : IAsyncLifetime
{
    private const string User = "postgres";

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"naming-postgres-{Guid.NewGuid():n}");
    private readonly int _port = Ports.Tcp();
    private Process? _server;

    public string Connection => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Username={User};Database={User};Timezone=UTC;Maximum Pool Size=20");

    /// <summary>Starts it at the first use: a machine without it only skips.</summary>
    public async Task StartAsync()
    {
        if (_server is not null)
        {
            return;
        }

        await RunAsync("initdb", "-D", _folder, "-U", User, "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C");
        _server = Launch("postgres", ["-D", _folder, "-p", _port.ToString(CultureInfo.InvariantCulture), "-k", _folder, "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"]);
        await Eventually.Holds(TryConnectAsync, connected => connected, "PostgreSQL takes connections", TimeSpan.FromSeconds(60));
        await ExecuteAsync(PostgresSchema.Tables);
        foreach (var (key, text) in PostgresSchema.Queries)
        {
            await ExecuteAsync("insert into OrleansQuery values ($1, $2)", key, text);
        }
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_server is { HasExited: false })
        {
            using var kill = Process.Start("kill", ["-INT", _server.Id.ToString(CultureInfo.InvariantCulture)]);
            await _server.WaitForExitAsync();
        }

        _server?.Dispose();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private async Task ExecuteAsync(string sql, params string[] values)
    {
        await using var connection = new NpgsqlConnection(Connection);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }

        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private async Task<bool> TryConnectAsync()
    {
        Assert.False(_server!.HasExited, "PostgreSQL ended while it started");
        try
        {
            await ExecuteAsync("select 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Launch(program, arguments);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}");
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
