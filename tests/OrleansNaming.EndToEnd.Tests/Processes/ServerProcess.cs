using System.Text.RegularExpressions;

namespace OrleansNaming.EndToEnd.Tests.Processes;

/// <summary>A naming server that said that it is up.</summary>
internal sealed partial class ServerProcess
{
    private ServerProcess(LiveProcess process, string name, string line) =>
        (Process, Name, Api, DnsPort) = (process, name, Url().Match(line).Value, Dns().Match(line) is { Success: true } dns ? int.Parse(dns.Groups[1].Value) : null);

    public LiveProcess Process { get; }

    public string Name { get; }

    /// <summary>Where its API listens.</summary>
    public string Api { get; }

    /// <summary>Where it answers DNS; null when it does not.</summary>
    public int? DnsPort { get; }

    public static async Task<ServerProcess> UpAsync(LiveProcess process, string name)
    {
        var line = await process.LineAsync(said => said.Contains(" is up ", StringComparison.Ordinal), $"server {name} is up");
        return new ServerProcess(process, name, line);
    }

    /// <summary>Stops it with its goodbye.</summary>
    public async Task StopAsync()
    {
        await Process.InterruptAsync();
        (await Process.EndAsync()).Exits(0);
    }

    [GeneratedRegex("http://[0-9.:]+")]
    private static partial Regex Url();

    [GeneratedRegex(@"DNS [0-9.]+:(\d+)")]
    private static partial Regex Dns();
}
