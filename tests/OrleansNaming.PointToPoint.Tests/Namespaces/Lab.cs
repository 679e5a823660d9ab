using System.Net;
using OrleansNaming.PointToPoint.Frames;
using OrleansNaming.PointToPoint.Linux;

namespace OrleansNaming.PointToPoint.Tests.Namespaces;

/// <summary>
/// Four hosts on one switch, each a network namespace with one interface: the replicas a, b and c at 12.12.4.101 to .103, which share an
/// Ethernet address, and the outsider o at .200, which does not.
/// </summary>
internal sealed class Lab : IDisposable
{
    public const string SharedMac = "02:bf:aa:bb:cc:dd";
    public const string A = "12.12.4.101";
    public const string B = "12.12.4.102";
    public const string C = "12.12.4.103";
    public const string Outsider = "12.12.4.200";

    private static int _labs;

    private readonly string _prefix = $"n{Environment.ProcessId}-{Interlocked.Increment(ref _labs)}";
    private readonly List<string> _spaces = [];

    public Lab()
    {
        Add("s");
        Command.Run($"ip -n {Space("s")} link add br0 type bridge");
        Command.Run($"ip -n {Space("s")} link set br0 up");
    }

    public string Space(string host) => $"{_prefix}{host}";

    /// <summary>A host whose interface has its address. Rules stand before it comes up: not one frame is to pass without them.</summary>
    /// <param name="host">Its letter.</param>
    /// <param name="address">Its IPv4 address; null for none on the interface.</param>
    /// <param name="mac">The interface's Ethernet address; null for a random one.</param>
    /// <param name="rules">An nftables script.</param>
    public void AddHost(string host, string? address, string? mac, string? rules = null)
    {
        Add(host);
        var space = Space(host);
        Command.Run($"ip -n {space} link add e0 type veth peer name p{host} netns {Space("s")}");
        Command.Run($"ip -n {Space("s")} link set p{host} master br0 up");
        if (mac is not null)
        {
            Command.Run($"ip -n {space} link set e0 address {mac}");
        }

        if (address is not null)
        {
            Command.Run($"ip -n {space} address add {address}/24 dev e0");
        }

        if (rules is not null)
        {
            Command.Run($"ip netns exec {space} nft -f -", rules);
        }

        // As the rendered scripts say: the adapter takes what is sent to the dedicated address.
        Command.Run($"ip -n {space} link set e0 up promisc on");
    }

    /// <summary>The three replicas, with rules as rendered and perhaps changed.</summary>
    public void AddReplicas(DedicatedMac? mode, Func<string, string>? change = null)
    {
        foreach (var (host, address) in new[] { ("a", A), ("b", B), ("c", C) })
        {
            AddHost(host, address, SharedMac, mode is { } dedicated ? (change ?? (static script => script))(Script(address, dedicated)) : null);
        }
    }

    public static string Script(string address, DedicatedMac mode)
    {
        Assert.True(MacAddress.TryParse(SharedMac, out var cluster));
        return NftablesScript.Render(new SharedMacHost("e0", IPAddress.Parse(address), cluster, [.. new[] { A, B, C }.Select(IPAddress.Parse)]) { Dedicated = mode });
    }

    /// <summary>Counts what c sees of a and b, before any rule of its own.</summary>
    public void CountAtC() => Command.Run($"ip netns exec {Space("c")} nft -f -", $$"""
        table netdev counted {
          chain seen {
            type filter hook ingress device "e0" priority -100;
            ip saddr { {{A}}, {{B}} } ip daddr { {{A}}, {{B}} } counter
          }
        }

        """);

    public int SeenByC()
    {
        var words = Command.Run($"ip netns exec {Space("c")} nft list table netdev counted").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return int.Parse(words[Array.IndexOf(words, "packets") + 1], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The Ethernet address that a host has for another in its neighbour table.</summary>
    public string NeighbourOf(string host, string address)
    {
        var words = Command.Run($"ip -n {Space(host)} neigh show {address}").Split(' ');
        return Array.IndexOf(words, "lladdr") is var at and >= 0 ? words[at + 1] : "none";
    }

    /// <summary>What the switch has learnt.</summary>
    public string Learnt() => Command.Run($"bridge -n {Space("s")} fdb show br br0");

    public void Dispose()
    {
        foreach (var space in _spaces)
        {
            Command.Run($"ip netns delete {space}");
        }
    }

    private void Add(string host)
    {
        var space = Space(host);
        Command.Run($"ip netns add {space}");
        _spaces.Add(space);
        // Nobody here speaks IPv6: its announcements would be frames that no test asked for.
        Command.Run($"ip netns exec {space} sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1");
        Command.Run($"ip -n {space} link set lo up");
    }
}
