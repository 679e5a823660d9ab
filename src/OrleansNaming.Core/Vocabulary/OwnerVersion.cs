namespace OrleansNaming;

/// <summary>An owner at a stamp; one object is shared by all bindings that a version wrote.</summary>
internal sealed record OwnerVersion(OwnerView Owner, Stamp Stamp);
