using Orleans.Configuration;

namespace Orleans.Hosting;

/// <summary>Membership settings for a silo that names.</summary>
public static class NamingMembershipExtensions
{
    /// <summary>
    /// Lets the silos notice a killed silo in about 1 s and a frozen one in about 4 s, instead of 15 s and more: probes every second, given up after two
    /// that were missed, and never more than 2 s apart, however bad this silo believes its own health to be. All silos of a cluster should call it.
    /// </summary>
    /// <remarks>
    /// A pause of some 4 s, such as a full collection of a very large heap or a suspended machine, then costs a silo its life: Orleans ends it, and it
    /// joins again when it is restarted. Where that is too strict, set Orleans' <see cref="ClusterMembershipOptions"/> yourself; naming then hides a dead
    /// silo by its own rule, after 7 T + 1 s.
    /// </remarks>
    /// <param name="silo">The silo's builder.</param>
    /// <returns>The same builder.</returns>
    public static ISiloBuilder UseNamingMembership(this ISiloBuilder silo)
    {
        ArgumentNullException.ThrowIfNull(silo);
        return silo.Configure<ClusterMembershipOptions>(static membership =>
        {
            membership.ProbeTimeout = TimeSpan.FromSeconds(1);
            membership.MaxProbeTimeout = TimeSpan.FromSeconds(2);
            membership.NumMissedProbesLimit = 2;
        });
    }
}
