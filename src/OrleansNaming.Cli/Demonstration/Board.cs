using OrleansNaming.Api;

namespace OrleansNaming.Cli.Demonstration;

/// <summary>The table of servers, as the first running one sees it.</summary>
internal sealed class Board(Demo demo, Terminal terminal)
{
    public async Task ShowAsync(CancellationToken stop)
    {
        var seen = await SeenAsync(stop).ConfigureAwait(false);
        var holders = await HoldersAsync(stop).ConfigureAwait(false);
        terminal.Say("");
        terminal.Table(
            ["SERVER", "STATE", "STAMP", "SERVICES", "AT", "API", "PID"],
            demo.Servers.Select(server =>
            {
                var line = seen.FirstOrDefault(s => s.Server == server.Name);
                var held = holders.Where(holder => holder.Owner == server.Name).ToList();
                return (IReadOnlyList<string>)
                [
                    server.Name,
                    server.IsRunning ? line?.State == "alive" ? "ready" : line?.State ?? "-" : $"dead ({line?.State ?? "-"})",
                    line?.Version ?? "-",
                    held.Count == 0 ? "-" : string.Join(' ', held.Select(h => h.Instance)),
                    held.Count == 0 ? "-" : string.Join(' ', held.Select(h => h.Url)),
                    server.Api,
                    $"{server.Pid}",
                ];
            }));
        terminal.Say("");
    }

    public void ShowHints()
    {
        terminal.Say("Try in another terminal:");
        terminal.Say("  naming resolve orders          two instances, and how each was learnt");
        terminal.Say("  naming watch                   then press k, and see what happens");
        terminal.Say($"  curl {demo.Services.First(service => service.Name == "billing").Url}/     billing calls http://orders by name");
    }

    private async Task<IReadOnlyList<ApiServer>> SeenAsync(CancellationToken stop)
    {
        foreach (var server in demo.Servers)
        {
            if (await server.ServersAsync(stop).ConfigureAwait(false) is { } list)
            {
                return list.Servers;
            }
        }

        return [];
    }

    private async Task<List<(string Owner, string Instance, string Url)>> HoldersAsync(CancellationToken stop)
    {
        var holders = new List<(string, string, string)>();
        var asked = demo.Servers.FirstOrDefault(server => server.IsRunning);
        foreach (var name in demo.Services.Select(service => service.Name).Distinct())
        {
            var found = asked is null ? null : await asked.ResolveAsync(name, stop).ConfigureAwait(false);
            foreach (var instance in found?.Instances ?? [])
            {
                holders.Add((instance.Owner, instance.Instance, demo.Services.First(s => s.InstanceId == instance.Instance).Url));
            }
        }

        return holders;
    }
}
