using System.Collections.Concurrent;
using System.Diagnostics;

namespace OrleansNaming.Cluster.Tests.Processes;

/// <summary>
/// Real silos over TCP, their membership and their lists in PostgreSQL: killed, frozen, restarted one after the other under load, and all replaced by others.
/// What was acknowledged stays, what died is hidden, nothing goes back.
/// </summary>
[On(Engine.Orleans)]
public sealed class SiloProcessTests(Postgres postgres, ITestOutputHelper output) : IClassFixture<Postgres>, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly string _cluster = $"processes-{Guid.NewGuid():n}";
    private readonly ShownLists _shown = new();
    private readonly ConcurrentBag<SiloProcess> _all = [];
    private readonly ConcurrentBag<string> _acknowledged = [];
    private List<SiloProcess> _living = [];
    private int _next;

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _all)
        {
            await silo.DisposeAsync();
        }
    }

    [RequiresFact("postgres", Need.Linux)]
    public async Task A_killed_silo_is_hidden_and_nothing_acknowledged_is_lost()
    {
        await StartAsync("s1", "s2", "s3");
        var writes = WriteAsync(60);
        var killed = Take("s1");

        await killed.KillAsync();
        await HiddenAsync("own-s1", "kill -9");

        await writes;
        await RenewAllAsync();
        await StartAsync("s1");
        await WholeAsync();
    }

    [RequiresFact("postgres", Need.Linux)]
    public async Task A_frozen_silo_is_hidden_and_ends_when_it_hears_that_it_was_declared_dead()
    {
        await StartAsync("s1", "s2", "s3");
        await WriteAsync(30);
        var frozen = Take("s1");

        await frozen.FreezeAsync();
        await HiddenAsync("own-s1", "SIGSTOP");
        await RenewAllAsync();
        await Task.WhenAll(WriteAsync(10), frozen.ThawAsync());

        await WholeAsync();
        await frozen.KillAsync();
        await StartAsync("s1");
        await WholeAsync();
    }

    [RequiresFact("postgres", Need.Linux)]
    [RunsAt(Tier.Gate)]
    public async Task A_rolling_restart_under_load_loses_nothing()
    {
        await StartAsync("s1", "s2", "s3");
        foreach (var name in new[] { "s1", "s2", "s3" })
        {
            var leaving = Take(name);
            var writes = WriteAsync(30);
            Assert.Equal("gone", await leaving.AskAsync("leave"));
            await leaving.EndAsync();
            await StartAsync(name);
            await writes;
        }

        await WholeAsync();
    }

    [RequiresFact("postgres", Need.Linux)]
    [RunsAt(Tier.Gate)]
    public async Task After_a_kill_of_all_silos_others_with_other_names_have_all_guests()
    {
        await StartAsync("s1", "s2");
        await WriteAsync(20);
        await Task.WhenAll(_living.Select(silo => silo.KillAsync()));
        _living = [];
        var killed = Stopwatch.GetTimestamp();
        // Else a new silo looks after these rows only a minute later.
        await Eventually.Holds(() => Task.FromResult(Stopwatch.GetElapsedTime(killed)), age => age >= SiloProgram.IAmAlive * 4, "the rows of the killed silos are stale");
        var started = Stopwatch.GetTimestamp();

        await StartAsync("t1", "t2");

        await WholeAsync();
        output.WriteLine($"all guests of a dead cluster are back after {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");
    }

    private async Task StartAsync(params string[] names)
    {
        await postgres.StartAsync();
        foreach (var name in names)
        {
            var silo = await SiloProcess.StartAsync(_cluster, name, postgres.Connection, _shown);
            _all.Add(silo);
            _living.Add(silo);
            Assert.Equal("None", await silo.AskAsync($"bind own-{name}"));
        }

        await EveryoneAsync("complete", answer => answer == "True", "is complete");
        foreach (var silo in _living.ToArray())
        {
            await EveryoneAsync($"resolve own-{silo.Name}", answer => answer == silo.Name, $"resolves own-{silo.Name}");
        }
    }

    private SiloProcess Take(string name)
    {
        var silo = _living.Single(one => one.Name == name);
        _living.Remove(silo);
        return silo;
    }

    /// <summary>Clients that write beside what happens, at all silos that live now; each notes what it was told.</summary>
    private Task WriteAsync(int count)
    {
        var targets = _living.ToArray();
        return Task.WhenAll(Enumerable.Range(0, count).Select(async i =>
        {
            var guest = $"g{Interlocked.Increment(ref _next):d4}";
            if (await targets[i % targets.Length].AskAsync($"guest jobs {guest}") == "None")
            {
                _acknowledged.Add(guest);
            }
        }));
    }

    /// <summary>Heartbeats, so that guests of a holder that is gone find another.</summary>
    private async Task RenewAllAsync()
    {
        foreach (var guest in _acknowledged.ToArray())
        {
            await Eventually.Holds(() => _living[0].AskAsync($"renew jobs {guest}"), answer => answer == "None", $"{guest} is renewed", Patience);
        }
    }

    private async Task HiddenAsync(string name, string how)
    {
        var started = Stopwatch.GetTimestamp();
        await EveryoneAsync($"resolve {name}", answer => answer is "", $"no longer resolves {name}");
        output.WriteLine($"hidden everywhere {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s after {how}");
    }

    private async Task WholeAsync()
    {
        Assert.NotEmpty(_acknowledged);
        await EveryoneAsync("resolve jobs", answer => _acknowledged.All((answer ?? "").Split(',').ToHashSet().Contains), $"resolves all of {_acknowledged.Count} acknowledged guests");
        _shown.Check();
    }

    private async Task EveryoneAsync(string question, Predicate<string?> wanted, string what)
    {
        foreach (var silo in _living.ToArray())
        {
            await Eventually.Holds(() => silo.AskAsync(question), wanted, $"{silo.Name} {what}", Patience);
        }
    }
}
