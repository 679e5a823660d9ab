namespace OrleansNaming.Benchmarks.Resolve;

/// <summary>The least that an endpoint can be.</summary>
internal readonly record struct BareEndpoint(string Host, int Port);
