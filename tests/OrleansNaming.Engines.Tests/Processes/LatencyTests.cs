using System.Globalization;
using OrleansNaming.Engines.Tests.Storage;
using OrleansNaming.Lan.Keys;
using OrleansNaming.Lan.Storage;

namespace OrleansNaming.Engines.Tests.Processes;

/// <summary>Prints how long a change takes from the call until the last of three other processes can read it. Fails on what is lost, never on time.</summary>
[On(Engine.Lan)]
[RunsAt(Tier.Gate)]
public sealed class LatencyTests : IDisposable
{
    private const int Warmup = 300;
    private const int Measured = 1_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Lesson(19)]
    public async Task A_change_is_readable_in_three_other_processes()
    {
        KeyringFile.Create().Save(DataFolder.KeysFile(_folder.Path, NodeProgram.Cluster));
        var port = Ports.Udp();
        await using var writer = await NodeProcess.StartAsync("writer", _folder.Path, port);
        await using var first = await NodeProcess.StartAsync("r1", _folder.Path, port);
        await using var second = await NodeProcess.StartAsync("r2", _folder.Path, port);
        await using var third = await NodeProcess.StartAsync("r3", _folder.Path, port);
        NodeProcess[] readers = [first, second, third];
        var asked = new Dictionary<ulong, long>();
        for (var i = 0; i < Warmup + Measured; i++)
        {
            var answer = (await writer.AskAsync($"timed v{i}"))!.Split('@');
            var version = ulong.Parse(answer[0], CultureInfo.InvariantCulture);
            asked[version] = long.Parse(answer[1], CultureInfo.InvariantCulture);
            await Task.WhenAll(readers.Select(reader => reader.AppliedAsync("writer", version)));
        }

        var last = asked.Skip(Warmup).Select(one => Microseconds(readers.Max(reader => reader.AppliedAt("writer", one.Key)) - one.Value)).Order().ToList();
        TestContext.Current.SendDiagnosticMessage(
            "change → readable in the last of 3 other processes: median {0:0} µs, p99 {1:0} µs; one sync in it: median {2} µs",
            last[last.Count / 2], last[last.Count * 99 / 100], await writer.AskAsync("syncs"));
        Assert.Equal(Measured, last.Count);
    }

    private static double Microseconds(long ticks) => ticks * 1e6 / System.Diagnostics.Stopwatch.Frequency;
}
