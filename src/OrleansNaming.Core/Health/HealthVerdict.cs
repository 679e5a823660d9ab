namespace OrleansNaming.Health;

/// <summary>What checks have found out about an instance, to be committed.</summary>
/// <param name="Key">The instance.</param>
/// <param name="Health">How it is from now on.</param>
/// <param name="IsRemoved">Whether it was unhealthy for so long that its registration ends.</param>
internal readonly record struct HealthVerdict(EntryKey Key, InstanceHealth Health, bool IsRemoved);
