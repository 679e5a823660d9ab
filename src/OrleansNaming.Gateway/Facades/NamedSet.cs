namespace OrleansNaming.Gateway.Facades;

/// <summary>A bound name and its live set.</summary>
internal readonly record struct NamedSet(string Name, InstanceSet Instances);
