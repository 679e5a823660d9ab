using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace OrleansNaming.Silo.Placement;

/// <summary>Leaves only the home silo, when it is among the candidates. One instance serves all threads.</summary>
internal sealed class NamedSiloFilterDirector(SiloDirectory silos) : IPlacementFilterDirector
{
    public IEnumerable<SiloAddress> Filter(PlacementFilterStrategy filterStrategy, PlacementTarget target, IEnumerable<SiloAddress> silosToFilter)
    {
        var candidates = silosToFilter as IReadOnlyCollection<SiloAddress> ?? [.. silosToFilter];
        return silos.Find(target.GrainIdentity.Key.ToString()!) is { } home && candidates.Contains(home.Address) ? [home.Address] : candidates;
    }
}
