using System.Globalization;

namespace OrleansNaming.Gateway.Eureka;

/// <summary>The registry at one moment, and what changed lately: a delta and its hash are of one state, so that no client finds itself wrong and fetches all (Eureka's issue 1120).</summary>
/// <param name="Version">Rises with every change at this node.</param>
/// <param name="Instances">All, in order of application and id.</param>
/// <param name="Recent">What changed in the last minutes, the oldest first, each instance once.</param>
internal sealed record EurekaSnapshot(long Version, IReadOnlyList<EurekaInstance> Instances, IReadOnlyList<EurekaInstance> Recent)
{
    /// <summary>How many there are of each status, by name: what clients compare their own with after a delta.</summary>
    public string Hash { get; } = string.Concat(Instances
        .GroupBy(instance => instance.Status, StringComparer.Ordinal)
        .OrderBy(status => status.Key, StringComparer.Ordinal)
        .Select(status => string.Create(CultureInfo.InvariantCulture, $"{status.Key}_{status.Count()}_")));
}
