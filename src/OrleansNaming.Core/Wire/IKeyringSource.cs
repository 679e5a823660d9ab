namespace OrleansNaming.Wire;

/// <summary>Where the cluster's keys are, as they stand now: rotation replaces the ring.</summary>
internal interface IKeyringSource
{
    Keyring Keys { get; }
}
