using OrleansNaming.Wire;

namespace OrleansNaming.Contracts;

/// <summary>How a server of a contract's cluster differs from the default.</summary>
internal sealed record EngineSetup
{
    public AdvertPayload Payload { get; init; } = AdvertPayload.Delta;

    public JoinMode JoinMode { get; init; } = JoinMode.Auto;

    /// <summary>Who may hear what.</summary>
    public IAudience Audience { get; init; } = FullMesh.Instance;

    /// <summary>Another data folder than the one that this server name had before.</summary>
    public bool OtherFolder { get; init; }
}
