namespace OrleansNaming.Replica;

/// <summary>One change of a name, and when it was applied here.</summary>
internal readonly record struct PastChange(NamingChange What, Instant At);
