namespace OrleansNaming.Replica;

/// <summary>The live set of a name at a moment that is past, as this process had it.</summary>
/// <param name="Instances">In order of owner and instance id, each with its owner.</param>
/// <param name="IsExact">False when some instance was changed since and what it was before is no longer remembered: it is shown as it was after.</param>
internal sealed record PastSet(IReadOnlyList<NamingChange> Instances, bool IsExact);
