using OrleansNaming.Cli.Connections;

namespace OrleansNaming.Cli.Demonstration;

/// <summary><c>naming up</c> with somebody before it: keys spoil and heal.</summary>
internal sealed class Attended(Demo demo, Board board, Terminal terminal)
{
    public async Task<int> RunAsync(CancellationToken stop)
    {
        board.ShowHints();
        try
        {
            while (await KeyAsync(stop).ConfigureAwait(false) is var key and not 'q')
            {
                await PressedAsync(key, stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // ^C is how it ends.
        }

        return ExitCode.Yes;
    }

    private async Task PressedAsync(char key, CancellationToken stop)
    {
        switch (key)
        {
            case 'k':
                Kill();
                break;
            case 'l' or 'p' when demo.Engine.SiloHost is not null:
                terminal.Say("silos hear each other over Orleans' own connections, which this demonstration does not spoil: try k, or --engine lan");
                break;
            case 'l':
                terminal.Say("30 % of all datagrams are lost from now on");
                await SpoilAllAsync(new DemoFaults(0.3, false, []), stop).ConfigureAwait(false);
                break;
            case 'p':
                await PartitionAsync(stop).ConfigureAwait(false);
                break;
            case 'h':
                await HealAsync(stop).ConfigureAwait(false);
                break;
            default:
                break;
        }

        await board.ShowAsync(stop).ConfigureAwait(false);
    }

    private void Kill()
    {
        if (demo.Servers.LastOrDefault(server => server.IsRunning) is { } victim)
        {
            terminal.Say($"kill -9 {victim.Name} (pid {victim.Pid}); h starts it again");
            victim.Kill();
        }
    }

    private Task SpoilAllAsync(DemoFaults faults, CancellationToken stop) => Task.WhenAll(demo.Servers.Select(server => server.SpoilAsync(faults, stop)));

    /// <summary>The last server is cut off: it loses everything both ways, and the others do not reach it by HTTP either.</summary>
    private async Task PartitionAsync(CancellationToken stop)
    {
        var alone = demo.Servers[^1];
        var seen = await demo.Servers[0].ServersAsync(stop).ConfigureAwait(false);
        var address = seen?.Servers.FirstOrDefault(server => server.Server == alone.Name)?.Address ?? "";
        var port = int.TryParse(address[(address.LastIndexOf(' ') + 1)..], out var pull) ? pull : 0;
        terminal.Say($"{alone.Name} is cut off from the others");
        foreach (var server in demo.Servers)
        {
            await server.SpoilAsync(server == alone ? new DemoFaults(1, true, []) : new DemoFaults(0, false, [port]), stop).ConfigureAwait(false);
        }
    }

    private async Task HealAsync(CancellationToken stop)
    {
        terminal.Say("the network is whole again, and who was killed is started");
        await SpoilAllAsync(DemoFaults.None, stop).ConfigureAwait(false);
        await Task.WhenAll(demo.Servers.Where(server => !server.IsRunning).Select(server => server.StartAsync(stop))).ConfigureAwait(false);
        await Demo.UntilAsync(() => demo.AllHoldAllAsync(stop), TimeSpan.FromSeconds(30), stop).ConfigureAwait(false);
    }

    private static async Task<char> KeyAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
        {
            if (!Console.IsInputRedirected && Console.KeyAvailable)
            {
                return char.ToLowerInvariant(Console.ReadKey(intercept: true).KeyChar);
            }
        }

        return 'q';
    }
}
