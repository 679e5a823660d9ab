namespace OrleansNaming.Node;

/// <summary>Carry out a probe, and answer with one <see cref="HealthProbeEnded"/>. It must hold nothing up.</summary>
internal sealed record StartHealthProbe(HealthProbe Probe) : Output;
