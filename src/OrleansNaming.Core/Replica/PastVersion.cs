namespace OrleansNaming.Replica;

/// <summary>One version that was applied here.</summary>
/// <param name="Owner">Whose.</param>
/// <param name="Stamp">Which.</param>
/// <param name="How">own, inline, full, pull, peer, dump or follow.</param>
/// <param name="Via">The peer that it came from; default when it was the owner.</param>
/// <param name="At">When it was applied, on this process's clocks.</param>
internal readonly record struct PastVersion(ServerId Owner, Stamp Stamp, string How, ServerId Via, Instant At);
