using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using OrleansNaming.Lan.Datagrams;

namespace OrleansNaming.Lan;

/// <summary>Refuses a start with options that cannot work, and says which and what to do.</summary>
internal sealed class LanOptionsValidator : IValidateOptions<LanOptions>
{
    private const int PeersMax = 64;

    public ValidateOptionsResult Validate(string? name, LanOptions options)
    {
        var wrong = Check(options).ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static IEnumerable<string> Check(LanOptions options) =>
        CheckAddresses(options).Concat(CheckPorts(options)).Concat(CheckPeers(options)).Concat(CheckRelations(options)).Concat(CheckTimes(options));

    private static IEnumerable<string> CheckRelations(LanOptions options)
    {
        if (options.Relations.Count > Wire.Relations.Max)
        {
            yield return $"Naming:Lan:Relations has {options.Relations.Count} servers, at most {Wire.Relations.Max} are allowed";
        }

        foreach (var server in options.Relations.SelectMany(pair => pair.Value.Append(pair.Key)).Where(server => NamePath.CheckSegment(server) is not null))
        {
            yield return $"Naming:Lan:Relations '{server}' is no server's name: {NamePath.CheckSegment(server)}";
        }
    }

    private static IEnumerable<string> CheckAddresses(LanOptions options)
    {
        if (options.AdvertisedAddress is { } advertised && !IsUnicast(advertised))
        {
            yield return $"Naming:Lan:AdvertisedAddress '{advertised}' is no address of one machine: set an IPv4 or IPv6 address of this one, or leave it out";
        }

        if (options.MulticastInterface is { } local && !IsUnicast(local))
        {
            yield return $"Naming:Lan:MulticastInterface '{local}' is no address of an interface: set an address of this machine, or leave it out";
        }

        if (!IPAddress.TryParse(options.MulticastGroup, out var group) || !IsMulticast(group))
        {
            yield return $"Naming:Lan:MulticastGroup '{options.MulticastGroup}' is no multicast address: set one such as 239.192.76.1 or ff15::76:1";
        }

        foreach (var network in options.AllowedNetworks.Where(network => !IPNetwork.TryParse(network, out _)))
        {
            yield return $"Naming:Lan:AllowedNetworks '{network}' is no network: write it as 10.0.0.0/8";
        }
    }

    private static IEnumerable<string> CheckPorts(LanOptions options) =>
        new (string Property, int? Port, int Least)[]
        {
            (nameof(options.MulticastPort), options.MulticastPort, 1),
            (nameof(options.ProbePort), options.ProbePort, 0),
            (nameof(options.PullPort), options.PullPort, 0),
        }
            .Where(setting => setting.Port < setting.Least || setting.Port > 65_535)
            .Select(setting => $"Naming:Lan:{setting.Property} {setting.Port} is no port: set {setting.Least} to 65535")
            .Concat(options.PullPort is > 0 and < Pulls.AddressRule.PortMin
                ? [$"Naming:Lan:PullPort {options.PullPort} is below {Pulls.AddressRule.PortMin}, where no node dials: set 0, or {Pulls.AddressRule.PortMin} to 65535"]
                : []);

    private static IEnumerable<string> CheckPeers(LanOptions options)
    {
        if (options.Peers.Count > PeersMax)
        {
            yield return $"Naming:Lan:Peers has {options.Peers.Count} entries, at most {PeersMax} are allowed: a few are enough, the others are met through them";
        }

        foreach (var peer in options.Peers.Where(peer => PeerName.Parse(peer) is null))
        {
            yield return $"Naming:Lan:Peers '{peer}' is no peer: write host, host:probePort or host:probePort/pullPort";
        }

        if (options.PeersDnsName is { } dns && PeerName.Parse(dns) is null)
        {
            yield return $"Naming:Lan:PeersDnsName '{dns}' is no host name: write name, name:probePort or name:probePort/pullPort";
        }
    }

    private static IEnumerable<string> CheckTimes(LanOptions options) =>
        new (string Property, TimeSpan Value, TimeSpan Least, TimeSpan Most)[]
        {
            (nameof(options.Interval), options.Interval, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(60)),
            (nameof(options.AloneAfter), options.AloneAfter, TimeSpan.Zero, TimeSpan.FromHours(1)),
            (nameof(options.LeaveTimeout), options.LeaveTimeout, TimeSpan.Zero, TimeSpan.FromMinutes(5)),
        }
            .Where(setting => setting.Value < setting.Least || setting.Value > setting.Most)
            .Select(setting => $"Naming:Lan:{setting.Property} {setting.Value} is not between {setting.Least} and {setting.Most}: set it within");

    private static bool IsUnicast(string text) =>
        IPAddress.TryParse(text, out var address) && !IsMulticast(address)
        && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any) && !address.Equals(IPAddress.Broadcast);

    private static bool IsMulticast(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6
        ? address.IsIPv6Multicast
        : address.GetAddressBytes()[0] is >= 224 and <= 239;
}
