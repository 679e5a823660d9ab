using Orleans.Placement;

namespace OrleansNaming.Silo.Placement;

/// <summary>The grain lives on the silo that has its key for a name, while that silo is up; else anywhere.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NamedSiloAttribute() : PlacementFilterAttribute(new NamedSiloFilter());
