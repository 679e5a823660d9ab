using Orleans.Placement;

namespace OrleansNaming.Silo.Placement;

/// <inheritdoc cref="NamedSiloAttribute"/>
internal sealed class NamedSiloFilter() : PlacementFilterStrategy(order: 0);
