using System.Net;
using OrleansNaming.Lan.Datagrams;
using OrleansNaming.Lan.Keys;
using OrleansNaming.Lan.Pulls;
using OrleansNaming.Lan.Storage;
using OrleansNaming.Wire;

namespace OrleansNaming.Lan;

/// <summary>The options, read once at the start and resolved: addresses are addresses, files are paths, keys are keys.</summary>
internal sealed record LanSettings
{
    public required string Cluster { get; init; }

    public required ServerId Server { get; init; }

    /// <summary>The server's own folder.</summary>
    public required string Folder { get; init; }

    /// <summary>The keyring file that is in use; null without keys.</summary>
    public string? KeysFile { get; init; }

    public Keyring Keys { get; init; } = Keyring.Empty;

    public required IPAddress Address { get; init; }

    public required UdpSettings Udp { get; init; }

    public required PullSettings Pulls { get; init; }

    public required AddressRule MayDial { get; init; }

    /// <summary>Empty with multicast.</summary>
    public IReadOnlyList<PeerName> Peers { get; init; } = [];

    public required LanOptions Options { get; init; }

    /// <summary>What status and the first log line call this engine.</summary>
    public string Engine =>
        $"LAN, {(Udp.Group is { } group ? $"{(IPAddress.IsLoopback(Address) ? "loopback " : "")}multicast {group}" : $"unicast to {Peers.Count} configured peers and those met")}"
        + (KeysFile is null ? ", no keys: loopback only" : "");

    /// <exception cref="NamingException">Something can't work; the message names the property and says what to do.</exception>
    public static LanSettings Resolve(string cluster, ServerId server, LanOptions options)
    {
        var root = DataFolder.Root(options.DataDirectory);
        var keysFile = KeysFileOf(cluster, options);
        var address = AddressOf(options, hasKeys: keysFile is not null);
        List<PeerName> peers = [.. new[] { options.PeersDnsName }.Concat(options.Peers).OfType<string>().Select(peer => PeerName.Parse(peer)!)];
        return new LanSettings
        {
            Cluster = cluster,
            Server = server,
            Folder = DataFolder.OfServer(root, cluster, server),
            KeysFile = keysFile,
            Keys = KeysOf(keysFile),
            Address = address,
            Udp = UdpOf(options, address, peers.Count > 0),
            Pulls = new PullSettings(address, options.PullPort),
            MayDial = new AddressRule(IPAddress.IsLoopback(address), [.. options.AllowedNetworks.Select(network => IPNetwork.Parse(network))]),
            Peers = peers,
            Options = options,
        };
    }

    /// <summary>The configured keyring file, else the usual one if it is there; null without keys.</summary>
    public static string? KeysFileOf(string cluster, LanOptions options) =>
        options.KeysFile ?? (DataFolder.KeysFile(DataFolder.Root(options.DataDirectory), cluster) is var usual && File.Exists(usual) ? usual : null);

    /// <exception cref="NamingException">The file can't be used; the message says why.</exception>
    public static Keyring KeysOf(string? keysFile) => keysFile is null ? Keyring.Empty : KeyringFile.Load(keysFile).ToKeyring();

    /// <summary>Who may hear of whom (row E36): asked by both engines.</summary>
    public static Relations RelationsOf(LanOptions options)
    {
        var relations = new Relations();
        relations.Replace(options.Relations.Select(pair =>
            KeyValuePair.Create(new ServerId(pair.Key), (IReadOnlyCollection<ServerId>)[.. pair.Value.Select(target => new ServerId(target))])));
        return relations;
    }

    private static IPAddress AddressOf(LanOptions options, bool hasKeys)
    {
        var address = options.AdvertisedAddress is { } configured ? IPAddress.Parse(configured)
            : hasKeys ? IPAddress.Parse(ReachableAddress.OfThisMachine())
            : IPAddress.Loopback;
        return hasKeys || IPAddress.IsLoopback(address) ? address : throw new NamingException(
            Refusal.Forbidden,
            $"AdvertisedAddress {address} is reached by other machines, and there are no keys: anyone there could register anything. "
            + "Make a key with 'naming keys create' and give every server the same file (KeysFile), or leave AdvertisedAddress out to stay on loopback");
    }

    private static UdpSettings UdpOf(LanOptions options, IPAddress address, bool hasPeers)
    {
        var local = options.MulticastInterface is { } configured ? IPAddress.Parse(configured) : address;
        if (hasPeers)
        {
            return new UdpSettings(address, local, options.ProbePort ?? PeerName.ProbePortDefault, Group: null);
        }

        var group = IPAddress.Parse(options.MulticastGroup);
        return group.AddressFamily == address.AddressFamily
            ? new UdpSettings(address, local, options.ProbePort ?? 0, new IPEndPoint(group, options.MulticastPort))
            : throw new NamingException(
                Refusal.Invalid,
                $"MulticastGroup {group} and AdvertisedAddress {address} are of different families: set a group such as "
                + (address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? "239.192.76.1" : "ff15::76:1"));
    }
}
