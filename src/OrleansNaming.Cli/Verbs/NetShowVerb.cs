using System.CommandLine;
using System.Net;
using System.Net.NetworkInformation;
using OrleansNaming.Api;
using OrleansNaming.Cli.Connections;
using OrleansNaming.PointToPoint.Frames;
using OrleansNaming.PointToPoint.Linux;
using OrleansNaming.PointToPoint.Neighbours;

namespace OrleansNaming.Cli.Verbs;

/// <summary><c>naming net show</c>: hosts, derived addresses, and what is wrong with them.</summary>
internal static class NetShowVerb
{
    private const string Error = "error";

    public static Command Create(Terminal terminal)
    {
        var orleans = new Option<string[]>("--orleans") { Description = "Orleans' advertised or gateway address of a silo, to be compared with shared ones." };
        var command = new Command("show", "Show hosts and derived addresses, and what is wrong with them.") { orleans };
        var connection = new Connection(command);
        command.SetAction(async (parsed, stop) =>
        {
            using var opened = connection.Open(parsed);
            var table = await NeighVerb.AskAsync(opened.Client, stop).ConfigureAwait(false);
            var servers = await ServersVerb.AllAsync(opened.Client, stop).ConfigureAwait(false);
            if (table.Neighbours.Count > 0 && table.Neighbours.All(line => line.Dedicated is null))
            {
                throw new NamingException(Refusal.Forbidden, "the server tells dedicated addresses to operators only: show an admin key");
            }

            var report = Report(table, servers, parsed.GetValue(orleans) ?? []);
            terminal.Answer(connection.WantsJson(parsed), report, CliJson.Default.NetReport, () => Show(report, terminal));
            return report.Findings.Any(finding => finding.Kind == Error) ? ExitCode.Failed : ExitCode.Yes;
        });
        return command;
    }

    private static NetReport Report(ApiNeighbourList table, List<ApiServer> servers, string[] orleans)
    {
        var lines = table.Neighbours.Select(LineOf).OfType<Neighbour>().ToList();
        var findings = SharedAddressLint.Check(
            lines,
            [.. NetworkInterface.GetAllNetworkInterfaces().SelectMany(network => network.GetIPProperties().UnicastAddresses).Select(unicast => unicast.Address)],
            [
                .. servers.Where(server => server.Address is not null).Select(server => ($"server {server.Server}'s address", PeerHostOf(server.Address!))),
                .. orleans.Select(host => ("Orleans' address", host)),
            ]);
        return new NetReport([.. HostsOf(lines)], [.. findings.Select(finding => new NetFinding(finding.IsError ? Error : "note", finding.Text))]);
    }

    private static IEnumerable<NetHost> HostsOf(List<Neighbour> lines) =>
        from line in lines.DistinctBy(line => (line.Server, line.Dedicated.Host))
        let host = IPAddress.TryParse(line.Dedicated.Host, out var address) ? address : null
        where host?.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork
        select new NetHost(line.Server.ToString(), line.Dedicated.Host, DedicatedMac.Unicast.Of(host).ToString(), DedicatedMac.Patent.Of(host).ToString(), ApiWord.Of(line.State));

    private static void Show(NetReport report, Terminal terminal)
    {
        terminal.Table(["SERVER", "HOST", "UNICAST", "PATENT", "STATE"], report.Hosts.Select(host => (IReadOnlyList<string>)[host.Server, host.Host, host.Unicast, host.Patent, host.State]));
        foreach (var finding in report.Findings)
        {
            terminal.Say($"{finding.Kind}: {finding.Text}");
        }
    }

    private static Neighbour? LineOf(ApiNeighbour line) =>
        ServerId.TryCreate(line.Server, out var server) && line.Dedicated is not null && ApiWord.TryRead<NeighbourState>(line.State, out var state)
            ? new Neighbour(server, line.Name, line.Instance, line.Cluster is null ? null : EndpointOf(line.Port, line.Cluster), EndpointOf(line.Port, line.Dedicated), state, line.Guest)
            : null;

    private static Endpoint EndpointOf(string port, string text) =>
        new(port, NetVerb.HostOf(text), int.TryParse(text[(text.LastIndexOf(':') + 1)..], out var number) ? number : 0);

    /// <summary>A server's address names two ports behind its host: <c>10.0.0.5 udp 7610 http 7601</c>, and <c>::1 udp …</c> without brackets.</summary>
    private static string PeerHostOf(string text) => text.Split(' ', 2)[0];
}
