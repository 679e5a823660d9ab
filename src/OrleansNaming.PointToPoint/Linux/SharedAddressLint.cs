using System.Net;
using OrleansNaming.PointToPoint.Neighbours;

namespace OrleansNaming.PointToPoint.Linux;

/// <summary>Looks for addresses that are shared where they must be somebody's own.</summary>
public static class SharedAddressLint
{
    /// <summary>Everything that is wrong, or worth knowing, in order of the lines.</summary>
    /// <param name="lines">The substitution table.</param>
    /// <param name="local">The addresses of the machine that looks.</param>
    /// <param name="singular">
    /// Addresses that must be one server's: what servers are reached at, and Orleans' advertised and gateway addresses, each with what it is.
    /// Clients of Orleans connect to each gateway, and silos to each other: through a shared address they would reach any, or themselves.
    /// </param>
    public static IReadOnlyList<LintFinding> Check(
        IReadOnlyList<Neighbour> lines, IReadOnlyList<IPAddress> local, IReadOnlyList<(string What, string Host)> singular)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(local);
        ArgumentNullException.ThrowIfNull(singular);
        var shared = lines.Where(line => line.Cluster is not null).Select(line => line.Cluster!.Value.Host).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return [.. NotOwn(lines, shared), .. Twice(lines), .. NotSingular(shared, singular), .. Captured(shared, local)];
    }

    private static IEnumerable<LintFinding> NotOwn(IReadOnlyList<Neighbour> lines, List<string> shared) => lines
        .Where(line => IsAmong(shared, line.Dedicated.Host))
        .Select(line => new LintFinding(true, $"{line.Server} states {line.Dedicated} as dedicated for {line.Name}, but {line.Dedicated.Host} is a shared address: peers would reach any replica, or themselves. State the server's own address"));

    private static IEnumerable<LintFinding> Twice(IReadOnlyList<Neighbour> lines) => lines
        .Where(line => line.State != NeighbourState.Gone)
        .GroupBy(line => line.Dedicated.ToString())
        .Select(group => (Endpoint: group.Key, Servers: group.Select(line => line.IsGuest ? line.Instance : line.Server.Value).Distinct().ToList()))
        .Where(group => group.Servers.Count > 1)
        .Select(group => new LintFinding(true, $"{string.Join(" and ", group.Servers)} all state {group.Endpoint} as dedicated: a call to one may reach another"));

    private static IEnumerable<LintFinding> NotSingular(List<string> shared, IReadOnlyList<(string What, string Host)> singular) => singular
        .Where(address => IsAmong(shared, address.Host))
        .Select(address => new LintFinding(true, $"{address.What} is {address.Host}, a shared address: set it to the server's own (Orleans: EndpointOptions.AdvertisedIPAddress; LAN: Naming:Lan:AdvertisedAddress)"));

    private static IEnumerable<LintFinding> Captured(List<string> shared, IReadOnlyList<IPAddress> local) => shared
        .Where(host => local.Any(address => Hosts.AreSame(host, address)))
        .Select(host => new LintFinding(false, $"{host} stands on this machine: whoever dials it from here reaches this machine. Call peers through AddPointToPoint() or their dedicated addresses"));

    private static bool IsAmong(List<string> shared, string host) =>
        shared.Any(address => string.Equals(address, host, StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var parsed) && Hosts.AreSame(address, parsed)));
}
