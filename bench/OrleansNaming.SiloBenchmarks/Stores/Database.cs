using System.Diagnostics;
using System.Globalization;
using Npgsql;
using OrleansNaming.Cluster.Tests.Processes;

namespace OrleansNaming.SiloBenchmarks.Stores;

/// <summary>A PostgreSQL of this run's own, with its defaults: what it says is written, is on the disk. Stopped by its process id.</summary>
internal sealed class Database : IAsyncDisposable
{
    private const string User = "postgres";

    private readonly string _programs;
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"naming-bench-{Guid.NewGuid():n}");
    private readonly int _port = Ports.Tcp();
    private Process? _server;

    private Database(string programs) => _programs = programs;

    public string Connection => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Username={User};Database={User};Timezone=UTC;Maximum Pool Size=20");

    /// <summary>Null where there is no PostgreSQL.</summary>
    public static async Task<Database?> StartAsync()
    {
        var programs = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).LastOrDefault(bin => File.Exists(Path.Combine(bin, "postgres")))
            : null;
        if (programs is null)
        {
            return null;
        }

        var database = new Database(programs);
        await database.BeginAsync();
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        using (var kill = Process.Start("kill", ["-INT", _server!.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        await _server.WaitForExitAsync();
        _server.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task BeginAsync()
    {
        using (var made = Launch("initdb", "-D", _folder, "-U", User, "-A", "trust", "-E", "UTF8", "--locale=C"))
        {
            await made.WaitForExitAsync();
        }

        _server = Launch("postgres", "-D", _folder, "-p", $"{_port}", "-k", _folder, "-c", "listen_addresses=127.0.0.1");
        while (!await AnswersAsync())
        {
            await Task.Delay(100);
        }

        await ExecuteAsync(PostgresSchema.Tables);
        foreach (var (key, text) in PostgresSchema.Queries)
        {
            await ExecuteAsync("insert into OrleansQuery values ($1, $2)", key, text);
        }
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await ExecuteAsync("select 1");
            return true;
        }
        catch (NpgsqlException) when (!_server!.HasExited)
        {
            return false;
        }
    }

    private async Task ExecuteAsync(string sql, params string[] values)
    {
        await using var connection = new NpgsqlConnection(Connection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }

        await command.ExecuteNonQueryAsync();
    }

    /// <summary>It refuses to run as root, so root becomes the user that Debian's package made.</summary>
    private Process Launch(string program, params string[] arguments)
    {
        List<string> command = [Path.Combine(_programs, program), .. arguments];
        if (Environment.IsPrivilegedProcess)
        {
            command = ["setpriv", $"--reuid={User}", $"--regid={User}", "--clear-groups", .. command];
        }

        var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() })!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
