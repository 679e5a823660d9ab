using System.CommandLine;
using System.Net;
using System.Net.NetworkInformation;
using OrleansNaming.Api;
using OrleansNaming.Cli.Connections;
using OrleansNaming.PointToPoint.Frames;
using OrleansNaming.PointToPoint.Linux;
using OrleansNaming.PointToPoint.Neighbours;

namespace OrleansNaming.Cli.Verbs;

/// <summary><c>naming net render | show</c>: rules for hosts that share an address. It prints; the operator applies.</summary>
internal static class NetVerb
{
    public static Command Create(Terminal terminal) => new("net", "Rules for hosts that share an address: printed, never applied.")
    {
        Render(terminal),
        Show(terminal),
    };

    private static Command Render(Terminal terminal)
    {
        var mode = new Option<string>("--mode") { Description = "unicast (06-bf), patent (03-bf: conformance only) or dsr.", DefaultValueFactory = _ => "unicast" };
        var device = new Option<string?>("--device") { Description = "The interface, such as eth0." };
        var address = new Option<string?>("--address") { Description = "This host's own IPv4 address." };
        var mac = new Option<string?>("--cluster-mac") { Description = "The Ethernet address that the hosts share." };
        var peers = new Option<string[]>("--peer") { Description = "Another host's IPv4 address; without any, the directory's dedicated ones." };
        var shared = new Option<string[]>("--vip") { Description = "With dsr: a shared address; without any, the directory's." };
        var command = new Command("render", "Print nftables rules, or commands for direct server return.") { mode, device, address, mac, peers, shared };
        var connection = new Connection(command);
        command.SetAction(async (parsed, stop) =>
        {
            if (parsed.GetValue(mode) == "dsr")
            {
                var addresses = await GivenOrKnownAsync(parsed.GetValue(shared), line => line.Cluster, "--vip").ConfigureAwait(false);
                await terminal.Output.WriteAsync(DirectReturnCommands.Render(addresses)).ConfigureAwait(false);
                return ExitCode.Yes;
            }

            var host = new SharedMacHost(
                parsed.GetValue(device) ?? throw Missing("--device eth0"),
                AddressOf(parsed.GetValue(address) ?? throw Missing("--address 10.0.0.5")),
                MacAddress.TryParse(parsed.GetValue(mac), out var cluster) ? cluster : throw Missing("--cluster-mac 02-bf-aa-bb-cc-dd"),
                await GivenOrKnownAsync(parsed.GetValue(peers), line => line.State == "gone" ? null : line.Dedicated, "--peer").ConfigureAwait(false))
            {
                Dedicated = ModeOf(parsed.GetValue(mode)),
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
                var known = table.Neighbours.Select(endpoint).OfType<string>().Select(text => HostOf(text)).Distinct().Where(text => IPAddress.TryParse(text, out _)).ToList();
                return known.Count > 0 ? [.. known.Select(AddressOf)]
                    : throw new NamingException(Refusal.NotFound, $"the directory tells no such addresses: show an admin key, look at 'naming neigh', or say {option}");
            }
        });
        return command;
    }

    private static Command Show(Terminal terminal)
    {
        var orleans = new Option<string[]>("--orleans") { Description = "Orleans' advertised or gateway address of a silo, to be compared with shared ones." };
        var command = new Command("show", "Show hosts and derived addresses, and what is wrong with them.") { orleans };
        var connection = new Connection(command);
        command.SetAction(async (parsed, stop) =>
        {
            using var opened = connection.Open(parsed);
            var table = await NeighVerb.AskAsync(opened.Client, stop).ConfigureAwait(false);
            var servers = await ServersVerb.AllAsync(opened.Client, stop).ConfigureAwait(false);
            var lines = table.Neighbours.Select(LineOf).OfType<Neighbour>().ToList();
            ShowHosts(lines, terminal);
            var findings = SharedAddressLint.Check(
                lines,
                [.. NetworkInterface.GetAllNetworkInterfaces().SelectMany(network => network.GetIPProperties().UnicastAddresses).Select(unicast => unicast.Address)],
                [
                    .. servers.Where(server => server.Address is not null).Select(server => ($"server {server.Server}'s address", HostOf(server.Address!))),
                    .. (parsed.GetValue(orleans) ?? []).Select(host => ("Orleans' address", host)),
                ]);
            foreach (var finding in findings)
            {
                terminal.Say($"{(finding.IsError ? "error" : "note")}: {finding.Text}");
            }

            return findings.Any(finding => finding.IsError) ? ExitCode.Failed : ExitCode.Yes;
        });
        return command;
    }

    private static void ShowHosts(List<Neighbour> lines, Terminal terminal) => terminal.Table(
        ["SERVER", "HOST", "UNICAST", "PATENT", "STATE"],
        lines.Where(line => IPAddress.TryParse(line.Dedicated.Host, out var host) && host.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork)
            .DistinctBy(line => (line.Server, line.Dedicated.Host))
            .Select(line => (IReadOnlyList<string>)
            [
                line.Server.ToString(),
                line.Dedicated.Host,
                DedicatedMac.Unicast.Of(IPAddress.Parse(line.Dedicated.Host)).ToString(),
                DedicatedMac.Patent.Of(IPAddress.Parse(line.Dedicated.Host)).ToString(),
                ApiWord.Of(line.State),
            ]));

    private static Neighbour? LineOf(ApiNeighbour line) =>
        ServerId.TryCreate(line.Server, out var server) && line.Dedicated is not null && ApiWord.TryRead<NeighbourState>(line.State, out var state)
            ? new Neighbour(server, line.Name, line.Instance, line.Cluster is null ? null : EndpointOf(line.Port, line.Cluster), EndpointOf(line.Port, line.Dedicated), state, line.Guest)
            : null;

    private static Endpoint EndpointOf(string port, string text) =>
        new(port, HostOf(text), int.TryParse(text[(text.LastIndexOf(':') + 1)..], out var number) ? number : 0);

    private static string HostOf(string text) => text.LastIndexOf(':') is var colon and > 0 ? text[..colon].Trim('[', ']') : text;

    private static DedicatedMac ModeOf(string? mode) => mode switch
    {
        "unicast" => DedicatedMac.Unicast,
        "patent" => DedicatedMac.Patent,
        _ => throw new UsageException($"'{mode}' is no mode; there are unicast, patent and dsr"),
    };

    private static IPAddress AddressOf(string text) => IPAddress.TryParse(text, out var address) ? address : throw new UsageException($"'{text}' is no address");

    private static UsageException Missing(string example) => new($"something is missing: say {example}");
}
