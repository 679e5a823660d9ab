using System.Security.Cryptography;
using OrleansNaming.Cli.Connections;
using OrleansNaming.Lan.Keys;

namespace OrleansNaming.Cli.Demonstration;

/// <summary>Starts the demonstration's processes, runs its script, and ends everything that it started.</summary>
internal sealed class Demo : IAsyncDisposable
{
    /// <summary>T of the demonstration: a dead server is hidden within 4T + 3T + 1 s (rule 11).</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(60);
    private static readonly string[] Names = ["alpha", "beta", "gamma"];

    private readonly DemoPlan _plan;
    private readonly Terminal _terminal;
    private readonly List<DemoServer> _servers = [];
    private readonly List<DemoService> _services = [];
    private readonly HealingLine _healing;
    private RunFile? _run;
    private bool _failedToStart;

    public Demo(string cluster, DemoEngine engine, Terminal terminal)
    {
        _plan = new DemoPlan(engine, cluster, MakeFolder(), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        _terminal = terminal;
        _healing = new HealingLine(terminal);
    }

    public DemoEngine Engine => _plan.Engine;

    public IReadOnlyList<DemoServer> Servers => _servers;

    public IReadOnlyList<DemoService> Services => _services;

    public async Task<int> RunAsync(TimeSpan? duration, CancellationToken stop)
    {
        using var interrupted = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await StartOrSayWhereAsync(interrupted.Token).ConfigureAwait(false);
        var board = new Board(this, _terminal);
        await board.ShowAsync(interrupted.Token).ConfigureAwait(false);
        return duration is { } length
            ? await new Unattended(this, board, _terminal).RunAsync(length, interrupted.Token).ConfigureAwait(false)
            : await new Attended(this, board, _terminal).RunAsync(interrupted.Token).ConfigureAwait(false);
    }

    /// <summary>Waits until a condition holds at the servers, asking each quarter second.</summary>
    public static async Task<bool> UntilAsync(Func<Task<bool>> holds, TimeSpan limit, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250), TimeProvider.System);
        var watch = TimeProvider.System.GetTimestamp();
        while (!await holds().ConfigureAwait(false))
        {
            if (TimeProvider.System.GetElapsedTime(watch) > limit)
            {
                return false;
            }

            await timer.WaitForNextTickAsync(stop).ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>Whether every running server is ready, complete, sees every running server alive, and resolves every running service.</summary>
    public async Task<bool> AllHoldAllAsync(CancellationToken stop)
    {
        foreach (var server in _servers.Where(server => server.IsRunning))
        {
            if (!await HoldsAllAsync(server, stop).ConfigureAwait(false))
            {
                return false;
            }
        }

        return _servers.All(server => server.IsRunning);
    }

    private async Task<bool> HoldsAllAsync(DemoServer server, CancellationToken stop)
    {
        if (await server.StatusAsync(stop).ConfigureAwait(false) is not { Phase: "ready", Complete: true } status
            || status.Servers.GetValueOrDefault("alive") != Names.Length)
        {
            return false;
        }

        foreach (var service in _services.Where(service => service.IsRunning))
        {
            var found = await server.ResolveAsync(service.Name, stop).ConfigureAwait(false);
            if (found is null || found.Instances.All(instance => instance.Instance != service.InstanceId))
            {
                return false;
            }
        }

        return true;
    }

    /// <exception cref="NamingException">It did not start; the folder with what its processes said is named, and stays.</exception>
    private async Task StartOrSayWhereAsync(CancellationToken stop)
    {
        try
        {
            await StartAsync(stop).ConfigureAwait(false);
        }
        catch (NamingException e)
        {
            _failedToStart = true;
            throw new NamingException(e.Refusal, $"{e.Message}; what the servers said is in {_plan.Folder}");
        }
    }

    private async Task StartAsync(CancellationToken stop)
    {
        KeyringFile.Create().Save(_plan.KeysFile);
        _servers.AddRange(Names.Select((name, index) => new DemoServer(_plan, name, index)));
        foreach (var line in _plan.Lines())
        {
            _terminal.Say(line);
        }

        await Task.WhenAll(_servers.Select(server => server.StartAsync(stop))).ConfigureAwait(false);
        _run = new RunFile(_plan.Cluster, Environment.ProcessId, [.. _servers.Select(server => server.Api)], _plan.Key);
        _run.Write();
        foreach (var server in _plan.Engine.SiloHost is null ? _servers : [])
        {
            _healing.Follow(server);
        }

        _services.Add(new DemoService(_plan.Cluster, "orders", "orders-1", _servers, 0, _plan.Key));
        _services.Add(new DemoService(_plan.Cluster, "billing", "billing-1", _servers, 1, _plan.Key));
        _services.Add(new DemoService(_plan.Cluster, "orders", "orders-2", _servers, 2, _plan.Key));
        await Task.WhenAll(_services.Select(service => service.StartAsync(stop))).ConfigureAwait(false);
        if (!await UntilAsync(() => AllHoldAllAsync(stop), StartMax, stop).ConfigureAwait(false))
        {
            throw new NamingException(Refusal.NotReached, $"the servers did not all hold all services within {StartMax.TotalSeconds:0} s");
        }
    }

    private static string MakeFolder()
    {
        try
        {
            return Directory.CreateTempSubdirectory("naming-up-").FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NamingException(Refusal.StorageFailed, $"cannot make a folder in {Path.GetTempPath()}: {e.Message} Set TMPDIR to one that can be written");
        }
    }

    /// <summary>Services say goodbye first, then servers; what does not end is killed. Nothing outlives the tool.</summary>
    public async ValueTask DisposeAsync()
    {
        _run?.Delete();
        await Task.WhenAll(_services.Select(service => service.StopAsync())).ConfigureAwait(false);
        var goodbyes = await Task.WhenAll(_servers.Select(server => server.StopAsync())).ConfigureAwait(false);
        _healing.Dispose();
        var all = _servers.Select(server => !server.IsRunning).Concat(_services.Select(service => !service.IsRunning)).ToList();
        _terminal.Say($"{string.Join(", ", _servers.Zip(goodbyes, (server, graceful) => graceful ? $"{server.Name} said goodbye" : $"{server.Name} was killed"))}; {all.Count(ended => ended)} of {all.Count} processes ended");
        if (_failedToStart)
        {
            File.Delete(_plan.KeysFile); // what the servers said stays for who looks
        }
        else
        {
            Directory.Delete(_plan.Folder, recursive: true);
        }
    }
}
