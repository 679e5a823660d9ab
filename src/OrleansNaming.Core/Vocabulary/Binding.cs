namespace OrleansNaming;

/// <summary>One instance in a name's live set, and the version of its owner's list that put it there.</summary>
internal readonly record struct Binding(OwnerVersion Version, Instance Instance);
