using System.Diagnostics;

namespace OrleansNaming.PointToPoint.Tests.Hosts;

/// <summary>A replica in a process of its own, which can be killed. It ends with its input, hence with this object.</summary>
internal sealed class ReplicaProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ReplicaProcess(Process process) => _process = process;

    /// <summary>Starts one and waits until its node and its web server run.</summary>
    public static async Task<ReplicaProcess> StartAsync(Shared shared, string name)
    {
        var self = Environment.ProcessPath!;
        string[] own = Path.GetFileNameWithoutExtension(self) == "dotnet" ? [typeof(ReplicaProcess).Assembly.Location] : [];
        var started = new ReplicaProcess(Process.Start(new ProcessStartInfo(self, [.. own, "replica", name, .. shared.Words])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!);
        return await started._process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) == "ready"
            ? started
            : throw new InvalidOperationException($"the replica {name} did not start");
    }

    /// <summary>What runs in it.</summary>
    public static async Task<int> RunAsync(string name, string[] words)
    {
        using var shared = Shared.Of(words);
        await using var replica = await Replica.StartAsync(shared, name, name[0] - 'a' + 1);
        Console.WriteLine("ready");
        await Console.In.ReadToEndAsync();
        return 0;
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
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }
}
