using OrleansNaming.Wire;

namespace OrleansNaming.Node;

/// <summary>What a node is told at its start; read once.</summary>
internal sealed record NodeOptions
{
    /// <summary>Datagrams and pulls of another cluster are dropped.</summary>
    public required string Cluster { get; init; }

    /// <summary>The server's name.</summary>
    public required ServerId Server { get; init; }

    /// <summary>128 random bits, made by the host for this start; also seeds all jitter.</summary>
    public required BootId Boot { get; init; }

    /// <summary>The UDP port that this node's unicast datagrams come to.</summary>
    public required int ProbePort { get; init; }

    /// <summary>The HTTP port that this node's pulls come to.</summary>
    public required int PullPort { get; init; }

    /// <summary>T: how often the present stamp is announced, 0.2 s to 60 s (rule 11). The default is 1 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long the others may take to know that this node has started, where they answer only whom they know: silos by their view of the membership. Zero, the
    /// default, where an answer goes to where the question came from.
    /// </summary>
    public TimeSpan MembershipLag { get; init; }

    /// <summary>
    /// Notices that this node hears of others in a second, at most, when nothing changes; the interval grows with the number of servers to keep it. Null,
    /// the default, is no bound. Only where somebody else proves deaths, as Orleans' membership does (docs/decisions/0008).
    /// </summary>
    public double? NoticesPerSecondMax { get; init; }

    /// <summary>Whether the store writes itself whole at each append, as grain state does: its log is kept short. The default is a file that grows.</summary>
    public bool StoreIsWrittenWhole { get; init; }

    /// <summary>What a change's notice carries (row B12).</summary>
    public AdvertPayload Payload { get; init; } = AdvertPayload.Delta;

    /// <summary>How a joining node asks (rows B8, B8b).</summary>
    public JoinMode JoinMode { get; init; } = JoinMode.Auto;

    /// <summary>How long configured but silent peers keep the directory incomplete. The default is 1 min (rule 12).</summary>
    public TimeSpan AloneAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The keys of the cluster; empty leaves everything unauthenticated, which the host allows on loopback only.</summary>
    public Keyring Keys { get; init; } = Keyring.Empty;

    /// <summary>Who may hear what.</summary>
    public IAudience Audience { get; init; } = FullMesh.Instance;

    /// <summary>Whether this server measures how long its changes take to be everywhere, which costs acknowledgements (rule 13). The default is false.</summary>
    public bool MeasuresConvergence { get; init; }

    /// <summary>Whether seeds are configured, so that their silence matters at the start.</summary>
    public bool HasSeeds { get; init; }
}
