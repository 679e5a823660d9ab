namespace OrleansNaming.Node;

/// <summary>What a probe found.</summary>
/// <param name="Probe">The probe.</param>
/// <param name="Health">How the instance is, by this probe alone.</param>
/// <param name="Output">What was seen, for people; at most 255 characters are kept.</param>
internal sealed record HealthProbeEnded(HealthProbe Probe, InstanceHealth Health, string Output) : Input;
