using OrleansNaming.Ordering;

namespace OrleansNaming.Node;

/// <summary>
/// How often this node repeats its stamp: T, or more slowly when so many servers do that the notices would be more than
/// <see cref="NodeOptions.NoticesPerSecondMax"/>. Each notice says the interval by which the next one comes, so receivers wait for it as long.
/// </summary>
internal sealed class Beat(NodeOptions options, KnownOwners owners)
{
    /// <summary>A repeat comes as early as this share of the interval.</summary>
    private const double Early = 0.95;

    public TimeSpan Interval => options.NoticesPerSecondMax is { } most
        ? Timing.Min(Timing.IntervalMax, Timing.Max(options.Interval, TimeSpan.FromSeconds(Servers / most / Early)))
        : options.Interval;

    private int Servers
    {
        get
        {
            var servers = 1;
            foreach (var owner in owners.All)
            {
                servers += owner.IsLive ? 1 : 0;
            }

            return servers;
        }
    }
}
