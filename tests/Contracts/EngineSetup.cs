using OrleansNaming.Wire;

namespace OrleansNaming.Contracts;

/// <summary>How a server of a contract's cluster differs from the default.</summary>
internal sealed record EngineSetup
{
    public AdvertPayload Payload { get; init; } = AdvertPayload.Delta;

    public JoinMode JoinMode { get; init; } = JoinMode.Auto;

    /// <summary>Who may hear what; null: as the engine's options say, and they say that everyone may.</summary>
    public IAudience? Audience { get; init; }

    /// <summary>Another data folder than the one that this server name had before.</summary>
    public bool OtherFolder { get; init; }
}
