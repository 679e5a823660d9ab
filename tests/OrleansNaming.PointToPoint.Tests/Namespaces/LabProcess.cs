using System.Diagnostics;

namespace OrleansNaming.PointToPoint.Tests.Namespaces;

/// <summary>A program in a namespace. It ends with its input, hence with this object.</summary>
internal sealed class LabProcess : IAsyncDisposable
{
    private readonly Process _process;

    private LabProcess(Process process) => _process = process;

    /// <summary>Starts one of <see cref="LabProgram"/>'s and waits until it is ready.</summary>
    public static async Task<LabProcess> StartAsync(string space, params string[] args)
    {
        var running = new LabProcess(Launch(space, args));
        return await running.ReadAsync() == "ready" ? running : throw new InvalidOperationException($"{string.Join(' ', args)}: {await running._process.StandardError.ReadToEndAsync()}");
    }

    /// <summary>Runs one to its end.</summary>
    public static async Task<string> RunAsync(string space, params string[] args)
    {
        using var process = Launch(space, args);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"{string.Join(' ', args)}: {error}");
    }

    /// <summary>Its next line.</summary>
    public async Task<string?> ReadAsync() => await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static Process Launch(string space, string[] args)
    {
        var dll = typeof(LabProcess).Assembly.Location;
        var self = Environment.ProcessPath!;
        string[] own = Path.GetFileNameWithoutExtension(self) == "dotnet" ? [self, dll] : [self];
        return Process.Start(new ProcessStartInfo(Command.PathOf("ip"), ["netns", "exec", space, .. own, "lab", .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }
}
