namespace OrleansNaming.Benchmarks.Resolve;

/// <summary>An immutable version of a name's endpoints, as the floor keeps it.</summary>
internal sealed record BareSet(ulong Version, BareEndpoint[] Endpoints);
