namespace OrleansNaming.Node;

/// <summary>What watchers are told of one applied version, in order; one output is one atomic step.</summary>
internal sealed record Published(IReadOnlyList<NamingChange> Changes) : Output;
