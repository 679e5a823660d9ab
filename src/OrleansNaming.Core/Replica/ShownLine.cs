namespace OrleansNaming.Replica;

/// <summary>An instance that is in a slot, and whose line it is.</summary>
internal readonly record struct ShownLine(OwnerView Owner, Instance Instance);
