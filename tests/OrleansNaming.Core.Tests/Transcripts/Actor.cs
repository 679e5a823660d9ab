using System.Net;
using OrleansNaming.Node;

namespace OrleansNaming.Core.Tests.Transcripts;

/// <summary>One server of the scene over all its lives: its host, its disk, and the process that runs now.</summary>
internal sealed class Actor(string name, int number, NodeOptions options)
{
    public const int ProbePort = 7610;
    public const int PullPort = 7611;

    private int _lives;

    /// <summary>How commands call it; the server's name, but for a twin.</summary>
    public string Name { get; } = name;

    public int Number { get; } = number;

    public ServerId Server => options.Server;

    public IPAddress Host { get; } = new([10, 0, 0, (byte)number]);

    public PeerAddress Address => new(Host, ProbePort, PullPort);

    public byte[] Disk { get; set; } = [];

    /// <summary>The process that runs, or null.</summary>
    public NamingNode? Node { get; private set; }

    /// <summary>The last state that it announced, to tell a notice from its repetition.</summary>
    public Stamp Announced { get; set; }

    /// <summary>What was asked for with each ticket.</summary>
    public Dictionary<long, string?> Tickets { get; } = [];

    public void Start()
    {
        // Boot ids rise with the lives and differ between servers; jitter is drawn from them, so a scene is the same twice.
        var boot = new BootId(((UInt128)(ulong)Number << 64) | (ulong)++_lives);
        (Node, Announced) = (new NamingNode(options with { Boot = boot }), default);
    }

    public void Die() => Node = null;

    public override string ToString() => Name;
}
