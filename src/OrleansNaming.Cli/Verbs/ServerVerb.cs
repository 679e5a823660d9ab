using System.CommandLine;
using OrleansNaming.Cli.Serving;

namespace OrleansNaming.Cli.Verbs;

/// <summary><c>naming server</c>: a naming server as a process of its own, for programs that are no nodes.</summary>
internal static class ServerVerb
{
    public static Command Create(Terminal terminal)
    {
        var name = new Option<string?>("--name", "-n") { Description = "The server's name; by default the host's." };
        var cluster = new Option<string?>("--cluster", "-c") { Description = "The cluster; Naming__Cluster, else 'default'." };
        var api = new Option<string>("--api") { Description = "Where the HTTP API listens.", DefaultValueFactory = _ => "http://127.0.0.1:7600" };
        var address = new Option<string?>("--address") { Description = "The address that other servers reach this one at; beyond loopback it needs keys." };
        var peers = new Option<string[]>("--peer") { Description = "Another server, HOST[:PROBEPORT[/PULLPORT]], where multicast is blocked." };
        var peersDns = new Option<string?>("--peers-dns") { Description = "A DNS name of the other servers." };
        var port = new Option<int?>("--multicast-port") { Description = "The UDP port of the group; Naming__Lan__MulticastPort, else 7610." };
        var data = new Option<string?>("--data") { Description = "Where state and keys are kept." };
        var keys = new Option<string?>("--keys") { Description = "The keyring file; see naming keys." };
        var adminKey = new Option<string?>("--admin-key") { Description = "The API's admin key; NAMING_KEY." };
        var interval = new Option<double?>("--interval") { Description = "T in seconds, 0.2 to 60; Naming__Lan__Interval, else 1." };
        var dns = new Option<string?>("--dns")
        {
            Description = "Answer DNS questions too, at ADDRESS:PORT; 127.0.0.1:7653 without one.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var zone = new Option<string?>("--dns-zone") { Description = "The zone of DNS: 'naming' by default, hence orders.service.naming." };
        var consul = new Option<bool>("--consul") { Description = "Answer Consul's clients too, on the API's port." };
        var eureka = new Option<bool>("--eureka") { Description = "Answer Eureka's clients too, under /eureka of the API's port." };
        var targets = new Option<bool>("--sd") { Description = "Tell Prometheus its targets at /sd; '--sd false' does not.", DefaultValueFactory = _ => true };
        var demo = new Option<bool>("--demo") { Hidden = true };
        var command = new Command("server", "Run a naming server: the LAN engine and the HTTP API.")
        {
            name, cluster, api, address, peers, peersDns, port, data, keys, adminKey, interval, dns, zone, targets, consul, eureka, demo,
        };
        command.SetAction((parsed, stop) => NamingServer.RunAsync(
            new ServerSettings
            {
                Name = parsed.GetValue(name),
                Cluster = parsed.GetValue(cluster),
                Api = parsed.GetValue(api)!,
                Address = parsed.GetValue(address),
                Peers = parsed.GetValue(peers) ?? [],
                PeersDnsName = parsed.GetValue(peersDns),
                MulticastPort = parsed.GetValue(port),
                DataDirectory = parsed.GetValue(data),
                KeysFile = parsed.GetValue(keys),
                AdminKey = parsed.GetValue(adminKey) ?? Environment.GetEnvironmentVariable("NAMING_KEY"),
                Interval = parsed.GetValue(interval) is { } seconds ? Seconds.Of(seconds) : null,
                Dns = parsed.GetResult(dns) is null ? null : parsed.GetValue(dns) ?? "",
                HasTargets = parsed.GetValue(targets),
                DnsZone = parsed.GetValue(zone),
                IsConsul = parsed.GetValue(consul),
                IsEureka = parsed.GetValue(eureka),
                IsDemo = parsed.GetValue(demo),
            },
            terminal,
            stop));
        return command;
    }
}
