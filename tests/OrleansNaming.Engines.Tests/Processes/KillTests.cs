using System.Collections.Concurrent;
using System.Diagnostics;
using OrleansNaming.Engines.Tests.Storage;
using OrleansNaming.Lan.Keys;
using OrleansNaming.Lan.Storage;

namespace OrleansNaming.Engines.Tests.Processes;

/// <summary>
/// Five real processes, killed with kill -9 and started again at random while clients write. What was acknowledged is never lost, no reader ever sees
/// a version go back, no name with a live acknowledged guest is ever empty at a server that has resolved it, and what died is not resolved any more. A killed process is no power loss: the simulated disk is for that.
/// </summary>
[On(Engine.Lan)]
public sealed class KillTests : IAsyncLifetime
{
    private static readonly int Cycles = Effort.Tier switch { Tier.Quick => 5, Tier.Gate => 25, _ => 500 };

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = Ports.Udp();
    private readonly Dictionary<string, NodeProcess> _living = [];
    private readonly List<NodeProcess> _all = [];
    private readonly ConcurrentBag<string> _acknowledged = [];
    private readonly ConcurrentBag<string> _alone = [];
    private int _nextGuest;

    public ValueTask InitializeAsync()
    {
        KeyringFile.Create().Save(DataFolder.KeysFile(_folder.Path, NodeProgram.Cluster));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _all)
        {
            await process.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task Nothing_acknowledged_is_lost_when_servers_are_killed_and_started_again()
    {
        var random = new Random(20_260_801);
        await Task.WhenAll(Enumerable.Range(1, 5).Select(i => StartAsync($"n{i}")));
        await EveryoneAsync(node => node.AskAsync("complete"), answer => answer == "True", "is complete");

        for (var cycle = 0; cycle < Cycles; cycle++)
        {
            // Each fifth time all at once: then nobody but the disks has kept anything.
            string[] victims = cycle % 5 == 4 ? [.. _living.Keys] : [$"n{random.Next(1, 6)}"];
            var writes = WriteAsync(random.Next(5, 20));
            await WriteAloneAsync($"alone-{cycle}", victims[0]);
            if (random.Next(2) == 0)
            {
                await Task.WhenAny(writes); // some kills hit a quiet server, some one in the middle of its writes
            }

            await KillAsync(victims);
            if (victims.Length == 1 && random.Next(3) == 0)
            {
                await HiddenAsync(victims[0]);
            }

            await Task.WhenAll(writes);
            await Task.WhenAll(victims.Select(StartAsync));
        }

        var expected = string.Join(',', _acknowledged.Order(StringComparer.Ordinal));
        await EveryoneAsync(node => node.AskAsync("complete"), answer => answer == "True", "is complete");
        await EveryoneAsync(node => node.AskAsync("resolve jobs"), answer => Contains(answer, _acknowledged), $"resolves all of {expected}");
        foreach (var alone in _alone)
        {
            await EveryoneAsync(node => node.AskAsync($"resolve {alone}"), answer => answer == "g", $"resolves {alone}");
        }

        await EveryoneAsync(node => node.AskAsync("kept"), answer => int.TryParse(answer, out var names) && names > _alone.Count, $"has kept watch over jobs and {_alone.Count} more names");
        foreach (var name in _living.Keys)
        {
            await EveryoneAsync(node => node.AskAsync($"resolve own-{name}"), answer => answer == name, $"resolves own-{name}");
        }

        Assert.Empty(_all.SelectMany(node => node.WentBack));
        // A name whose only write was refused may go again.
        Assert.DoesNotContain(_all.SelectMany(node => node.BecameEmpty), name => name == "jobs" || _alone.Contains(name));
        Assert.NotEmpty(_acknowledged);
        Assert.NotEmpty(_alone);
        TestContext.Current.SendDiagnosticMessage("{0} cycles, {1} acknowledged guests", Cycles, _acknowledged.Count);
    }

    private async Task StartAsync(string name)
    {
        var node = await NodeProcess.StartAsync(name, _folder.Path, _port);
        lock (_living)
        {
            _living[name] = node;
            _all.Add(node);
        }

        Assert.Equal("None", await node.AskAsync($"bind own-{name}"));
    }

    private async Task KillAsync(string[] victims)
    {
        var killed = victims.Select(victim => _living[victim]).ToList();
        await Task.WhenAll(killed.Select(node => node.KillAsync()));
        foreach (var victim in victims)
        {
            _living.Remove(victim);
        }
    }

    /// <summary>Writes that run beside the kill; each notes what was acknowledged.</summary>
    private Task[] WriteAsync(int count)
    {
        var targets = _living.Values.ToArray();
        return [.. Enumerable.Range(0, count).Select(async i =>
        {
            var guest = $"g{Interlocked.Increment(ref _nextGuest):d5}";
            if (await targets[i % targets.Length].AskAsync($"guest jobs {guest}") == "None")
            {
                _acknowledged.Add(guest);
            }
        })];
    }

    /// <summary>A guest that is the only one of its name, held by the server that is about to be killed.</summary>
    private async Task WriteAloneAsync(string name, string holder)
    {
        if (await _living[holder].AskAsync($"guest {name} g") == "None")
        {
            _alone.Add(name);
        }
    }

    private async Task HiddenAsync(string victim)
    {
        var started = Stopwatch.GetTimestamp();
        await EveryoneAsync(node => node.AskAsync($"resolve own-{victim}"), answer => answer is "", $"no longer resolves own-{victim}");
        TestContext.Current.SendDiagnosticMessage("hidden everywhere after {0:0} ms", Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    private async Task EveryoneAsync(Func<NodeProcess, Task<string?>> ask, Predicate<string?> wanted, string what)
    {
        foreach (var node in _living.Values.ToArray())
        {
            await Eventually.Holds(() => ask(node), wanted, $"{node.Name} {what}", TimeSpan.FromSeconds(60));
        }
    }

    private static bool Contains(string? answer, IReadOnlyCollection<string> expected) => answer?.Split(',').ToHashSet() is { } found && expected.All(found.Contains);
}
