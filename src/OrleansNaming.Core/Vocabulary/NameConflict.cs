namespace OrleansNaming;

/// <summary>A name that more bind than may be served.</summary>
/// <param name="Name">The full name.</param>
/// <param name="Policy">The strictest that some binding states: the one that holds.</param>
/// <param name="Bindings">All of them, the served one first.</param>
public sealed record NameConflict(CompositeName Name, BindingPolicy Policy, IReadOnlyList<ConflictBinding> Bindings);
