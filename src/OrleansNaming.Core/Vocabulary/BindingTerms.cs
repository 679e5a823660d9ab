namespace OrleansNaming;

/// <summary>On what terms a line stands at its name; a service of a pool has none, and costs nothing (docs/decisions/0011).</summary>
/// <param name="Policy">What its binder wants of the name.</param>
/// <param name="Epoch">1 + the highest that its server had seen of the name; 0 for one of a pool where no other was known.</param>
/// <param name="Reference">What it is when it is no service.</param>
internal sealed record BindingTerms(BindingPolicy Policy, ulong Epoch, Reference? Reference);
