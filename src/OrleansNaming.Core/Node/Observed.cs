namespace OrleansNaming.Node;

/// <summary>Something that operators, metrics, traces or watchers may want to know. Never needed for correctness.</summary>
internal sealed record Observed(Observation What) : Output;
