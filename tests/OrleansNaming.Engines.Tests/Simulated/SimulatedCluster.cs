using System.Net;
using OrleansNaming.Contracts;
using OrleansNaming.Node;
using OrleansNaming.Wire;

namespace OrleansNaming.Engines.Tests.Simulated;

/// <summary>
/// Nodes of Core in a world of their own: one queue of events in virtual time, a network that takes 100 µs, disks that take 150 µs. The semantics
/// are LAN's. Faults, clocks and checkers are the simulation's (tests/OrleansNaming.Simulation); this world shows that the contract holds for Core
/// without sockets.
/// </summary>
internal sealed class SimulatedCluster : IEngineCluster
{
    public const string Name = "contract";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly VirtualTime _time = new();
    private readonly List<SimulatedEngine> _engines = [];
    private readonly Dictionary<string, List<byte>> _disks = [];
    private readonly Dictionary<string, Envelope> _heard = [];
    private int _nextHost = 1;

    public TimeSpan Interval { get; } = TimeSpan.FromSeconds(1);

    public Func<Delivery, bool>? Lose { get; set; }

    public IEnumerable<SimulatedEngine> Living => _engines.Where(engine => engine.IsRunning);

    public async Task<Server> StartAsync(string name, EngineSetup? setup = null)
    {
        setup ??= new EngineSetup();
        var host = _nextHost++;
        var folder = setup.OtherFolder ? $"{name} other" : name;
        var disk = _disks.TryGetValue(folder, out var stored) ? stored : _disks[folder] = [];
        var engine = new SimulatedEngine(this, _time, disk, new NodeOptions
        {
            Cluster = Name,
            Server = new ServerId(name),
            Boot = new BootId((UInt128)(host * 7_919)),
            ProbePort = 1,
            PullPort = 2,
            Interval = Interval,
            Payload = setup.Payload,
            JoinMode = setup.JoinMode,
            Audience = setup.Audience ?? FullMesh.Instance,
            MeasuresConvergence = true,
        }, new PeerAddress(new IPAddress([10, 0, 0, (byte)host]), 1, 2));
        var server = new Server(name, engine);
        engine.Observe(server.Saw);
        lock (_time.Gate)
        {
            _engines.Add(engine);
            engine.Start();
            _time.RunUntil(() => engine.HasOpened || engine.Failure is not null, Patience);
        }

        return engine.Failure is { } failure ? throw new NamingException(Refusal.Superseded, failure) : await Task.FromResult(server);
    }

    public Task LeaveAsync(Server server)
    {
        var engine = (SimulatedEngine)server.Engine;
        lock (_time.Gate)
        {
            engine.Post(new LeaveRequested());
            Assert.True(_time.RunUntil(() => engine.HasEnded, Patience), $"{server} could not say goodbye");
        }

        return KillAsync(server);
    }

    public Task KillAsync(Server server)
    {
        lock (_time.Gate)
        {
            ((SimulatedEngine)server.Engine).Stop();
        }

        return Task.CompletedTask;
    }

    public Task ForgeAsync(Server from, Server to, IReadOnlyList<Message> messages)
    {
        lock (_time.Gate)
        {
            foreach (var bytes in Forger.Seal(Name, _heard[from.Name], Keyring.Empty, messages))
            {
                ((SimulatedEngine)to.Engine).Post(new DatagramReceived(bytes, ((SimulatedEngine)from.Engine).Address.Host));
            }
        }

        return Task.CompletedTask;
    }

    public Task UntilAsync(Func<bool> holds, string what, TimeSpan? within = null)
    {
        lock (_time.Gate)
        {
            Assert.True(_time.RunUntil(holds, within ?? Patience), $"not within {within ?? Patience} of virtual time: {what}");
        }

        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Whether the network loses that copy.</summary>
    public bool Loses(SimulatedEngine to, ReadOnlyMemory<byte> bytes)
    {
        if (Opener.TryOpen(bytes.Span, Name, Keyring.Empty, Limits.DatagramBytes, out var envelope) != OpenResult.Opened)
        {
            return false;
        }

        _heard[envelope!.Sender.Value] = envelope;
        return envelope.Message is Notice or Chunk && Lose?.Invoke(new Delivery(envelope.Sender.Value, to.Server.Value, envelope.Message)) == true;
    }
}
