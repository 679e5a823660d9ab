using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using OrleansNaming.Contracts;
using OrleansNaming.Lan;
using OrleansNaming.Lan.Keys;
using OrleansNaming.Wire;

namespace OrleansNaming.Engines.Tests.Lan;

/// <summary>LAN engines of this process, with real sockets on loopback, real files and a key; only the network's losses are made.</summary>
internal sealed class LanCluster : IEngineCluster
{
    public const string Name = "contract";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly string _root = Directory.CreateTempSubdirectory("naming-engines-").FullName;
    private readonly Dictionary<string, LanEngine> _engines = [];
    private readonly Dictionary<LanEngine, LossyDatagrams> _links = [];
    private readonly int _port = Ports.Udp();
    private readonly Signal _signal = new();
    private readonly ConcurrentQueue<(string Server, string Event, string Text)> _log = new();
    private readonly Socket _stranger = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    private readonly bool _unicast;
    private readonly string _address;
    private string? _first;

    /// <param name="address">A loopback address.</param>
    /// <param name="unicast">True: no multicast; every server is told where the first one is, and meets the others through it.</param>
    public LanCluster(bool unicast = false, string address = "127.0.0.1")
    {
        (_unicast, _address) = (unicast, address);
        KeyringFile.Create().Save(KeysFile);
    }

    public TimeSpan Interval { get; } = TimeSpan.FromMilliseconds(250);

    public Func<Delivery, bool>? Lose { get; set; }

    private Keyring Ring => KeyringFile.Load(KeysFile).ToKeyring();

    public string KeysFile => Path.Combine(_root, "keys.json");

    public async Task<Server> StartAsync(string name, EngineSetup? setup = null)
    {
        var server = new ServerId(name);
        LossyDatagrams? link = null;
        setup ??= new EngineSetup();
        var options = OptionsOf(name, setup);
        var engine = new LanEngine(server, () => LanSettings.Resolve(Name, server, options), new EventLog(name, Logged), TimeProvider.System, seams: new LanSeams
        {
            Audience = setup.Audience,
            Datagrams = real => link = new LossyDatagrams(real, name, Name, Ring, this, Happened),
        });
        var started = new Server(name, engine);
        engine.Observe(started.Saw);
        engine.Observe(_ => Happened());
        engine.Subscribe(_ => Happened());
        await engine.StartAsync(TestContext.Current.CancellationToken);
        _engines[name] = engine;
        _links[engine] = link!;
        return started;
    }

    public async Task LeaveAsync(Server server)
    {
        Assert.True(await ((LanEngine)server.Engine).LeaveAsync(Patience, TestContext.Current.CancellationToken), $"{server} could not say goodbye");
        await KillAsync(server);
    }

    public async Task KillAsync(Server server)
    {
        _engines.Remove(server.Name);
        await ((LanEngine)server.Engine).DisposeAsync();
    }

    /// <summary>Sends bytes to the group from a socket that is no server's.</summary>
    public void Send(byte[] bytes)
    {
        _stranger.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, IPAddress.Loopback.GetAddressBytes());
        _stranger.SendTo(bytes, new IPEndPoint(IPAddress.Parse(new LanOptions().MulticastGroup), _port));
    }

    /// <summary>Waits until a server has taken up that ring.</summary>
    public Task KeysTakenAsync(string server, KeyringFile ring) => UntilAsync(
        () => _log.LastOrDefault(line => line.Server == server && line.Event == "KeysTaken") is { Text: { } text }
            && text.EndsWith($"{ring.Keys.Count} keys, {ring.Keys[0].Id} seals", StringComparison.Ordinal),
        $"{server} has taken up the ring whose primary is {ring.Keys[0].Id}");

    /// <summary>Wakes who waits.</summary>
    public void Happened() => _signal.Set();

    public Task ForgeAsync(Server from, Server to, IReadOnlyList<Message> messages)
    {
        _links[(LanEngine)to.Engine].Forge(from.Name, messages);
        return Task.CompletedTask;
    }

    public Task UntilAsync(Func<bool> holds, string what, TimeSpan? within = null) =>
        _signal.UntilAsync(holds, what, within ?? Patience, _engines.Values);

    public async ValueTask DisposeAsync()
    {
        foreach (var engine in _engines.Values)
        {
            await engine.DisposeAsync();
        }

        _stranger.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    private void Logged(string server, string name, string text)
    {
        _log.Enqueue((server, name, text));
        Happened();
    }

    private LanOptions OptionsOf(string name, EngineSetup setup)
    {
        var options = MulticastOptions(setup);
        if (_unicast)
        {
            options.Peers.Add($"{(_address.Contains(':') ? $"[{_address}]" : _address)}:{_port}");
            options.ProbePort = name == (_first ??= name) ? _port : 0;
        }

        return options;
    }

    private LanOptions MulticastOptions(EngineSetup setup) => new()
    {
        DataDirectory = setup.OtherFolder ? Path.Combine(_root, "other") : _root,
        KeysFile = KeysFile,
        AdvertisedAddress = _address,
        MulticastPort = _port,
        PullPort = 0,
        Interval = Interval,
        Payload = setup.Payload,
        JoinMode = setup.JoinMode,
    };
}
