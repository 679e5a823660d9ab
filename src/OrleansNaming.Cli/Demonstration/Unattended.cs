
namespace OrleansNaming.Cli.Demonstration;

/// <summary><c>naming up --for 20s</c>: kills one server by itself; a yes only if the kill was seen and everything healed.</summary>
internal sealed class Unattended(Demo demo, Board board, Terminal terminal)
{
    public async Task<int> RunAsync(TimeSpan length, CancellationToken stop)
    {
        var watch = TimeProvider.System.GetTimestamp();
        var victim = demo.Servers[1];
        await WaitAsync(length / 5, stop).ConfigureAwait(false);
        terminal.Say($"kill -9 {victim.Name} (pid {victim.Pid})");
        victim.Kill();
        var killed = TimeProvider.System.GetTimestamp();
        var hidden = await Demo.UntilAsync(() => IsHiddenAsync(victim, stop), length, stop).ConfigureAwait(false);
        terminal.Say(hidden ? $"{victim.Name} is hidden at both others after {TimeProvider.System.GetElapsedTime(killed).TotalSeconds:0.0} s" : $"{victim.Name} was NOT hidden within {length.TotalSeconds:0} s");
        var served = await Demo.UntilAsync(() => ServicesHeldAsync(stop), length, stop).ConfigureAwait(false);
        terminal.Say(served ? "every service is still resolved: its client went to another server" : "NOT every service is resolved at the two others");
        await victim.StartAsync(stop).ConfigureAwait(false);
        var healed = await Demo.UntilAsync(() => demo.AllHoldAllAsync(stop), length, stop).ConfigureAwait(false);
        terminal.Say(healed ? $"{victim.Name} is back; all 3 hold all services {TimeProvider.System.GetElapsedTime(killed).TotalSeconds:0.0} s after the kill" : $"{victim.Name} is back, but NOT all hold all services");
        await board.ShowAsync(stop).ConfigureAwait(false);
        await WaitAsync(length - TimeProvider.System.GetElapsedTime(watch), stop).ConfigureAwait(false);
        return hidden && served && healed ? ExitCode.Yes : ExitCode.Failed;
    }

    private async Task<bool> IsHiddenAsync(DemoServer victim, CancellationToken stop)
    {
        foreach (var server in demo.Servers.Where(server => server != victim))
        {
            var seen = await server.ServersAsync(stop).ConfigureAwait(false);
            if (seen?.Servers.FirstOrDefault(s => s.Server == victim.Name) is not { State: "hidden" })
            {
                return false;
            }
        }

        return true;
    }

    private async Task<bool> ServicesHeldAsync(CancellationToken stop)
    {
        foreach (var server in demo.Servers.Where(server => server.IsRunning))
        {
            foreach (var service in demo.Services)
            {
                var found = await server.ResolveAsync(service.Name, stop).ConfigureAwait(false);
                if (found is null || found.Instances.All(i => i.Instance != service.InstanceId || i.Owner == demo.Servers[1].Name))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static async Task WaitAsync(TimeSpan length, CancellationToken stop)
    {
        if (length > TimeSpan.Zero)
        {
            await Task.Delay(length, TimeProvider.System, stop).ConfigureAwait(false);
        }
    }
}
