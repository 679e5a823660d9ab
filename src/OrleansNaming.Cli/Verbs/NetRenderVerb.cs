using System.CommandLine;
using System.Net;
using OrleansNaming.Api;
using OrleansNaming.Cli.Connections;
using OrleansNaming.PointToPoint.Frames;
using OrleansNaming.PointToPoint.Linux;

namespace OrleansNaming.Cli.Verbs;

/// <summary><c>naming net render</c>: a script for <c>nft</c>, or commands for direct server return.</summary>
internal static class NetRenderVerb
{
    public static Command Create(Terminal terminal)
    {
        var mode = new Option<string>("--mode") { Description = "unicast (06-bf), patent (03-bf: conformance only) or dsr.", DefaultValueFactory = _ => "unicast" };
        var device = new Option<string?>("--device") { Description = "The interface, such as eth0." };
        var address = new Option<string?>("--address") { Description = "This host's own IPv4 address." };
        var mac = new Option<string?>("--cluster-mac") { Description = "The Ethernet address that the hosts share." };
        var peers = new Option<string[]>("--peer") { Description = "Another host's IPv4 address; without any, the directory's dedicated ones." };
        var shared = new Option<string[]>("--vip") { Description = "With dsr: a shared address; without any, the directory's." };
        var command = new Command("render", "Print nftables rules, or commands for direct server return.") { mode, device, address, mac, peers, shared };
        var connection = new Connection(command, hasJson: false);
        command.SetAction(async (parsed, stop) =>
        {
            if (parsed.GetValue(mode) == "dsr")
            {
                var addresses = await GivenOrKnownAsync(parsed.GetValue(shared), line => line.Cluster, "--vip").ConfigureAwait(false);
                await terminal.Output.WriteAsync(DirectReturnCommands.Render(addresses)).ConfigureAwait(false);
                return ExitCode.Yes;
            }

            var dedicated = ModeOf(parsed.GetValue(mode));
            var host = new SharedMacHost(
                parsed.GetValue(device) ?? throw Missing("--device eth0"),
                AddressOf(parsed.GetValue(address) ?? throw Missing("--address 10.0.0.5")),
                MacOf(parsed.GetValue(mac) ?? throw Missing("--cluster-mac 02-bf-aa-bb-cc-dd")),
                await GivenOrKnownAsync(parsed.GetValue(peers), line => line.State == "gone" ? null : line.Dedicated, "--peer").ConfigureAwait(false))
            {
                Dedicated = dedicated,
            };
            await terminal.Output.WriteAsync(host.Check() is { } wrong ? throw new UsageException(wrong) : NftablesScript.Render(host)).ConfigureAwait(false);
            return ExitCode.Yes;

            async Task<IReadOnlyList<IPAddress>> GivenOrKnownAsync(string[]? given, Func<ApiNeighbour, string?> endpoint, string option)
            {
                if (given is { Length: > 0 })
                {
                    return [.. given.Select(AddressOf)];
                }

                using var opened = connection.Open(parsed);
                var table = await NeighVerb.AskAsync(opened.Client, stop).ConfigureAwait(false);
                var known = table.Neighbours.Select(endpoint).OfType<string>().Select(NetVerb.HostOf).Distinct().Where(text => IPAddress.TryParse(text, out _)).ToList();
                return known.Count > 0 ? [.. known.Select(AddressOf)]
                    : throw new NamingException(Refusal.NotFound, $"the directory tells no such addresses: show an admin key, look at 'naming neigh', or say {option}");
            }
        });
        return command;
    }

    private static DedicatedMac ModeOf(string? mode) => mode switch
    {
        "unicast" => DedicatedMac.Unicast,
        "patent" => DedicatedMac.Patent,
        _ => throw new UsageException($"'{mode}' is no mode; there are unicast, patent and dsr"),
    };

    private static IPAddress AddressOf(string text) => IPAddress.TryParse(text, out var address) ? address : throw new UsageException($"'{text}' is no address; it looks like 10.0.0.5");

    private static MacAddress MacOf(string text) =>
        MacAddress.TryParse(text, out var address) ? address : throw new UsageException($"'{text}' is no Ethernet address; it looks like 02-bf-aa-bb-cc-dd");

    private static UsageException Missing(string example) => new($"what is missing has no default: say {example}");
}
