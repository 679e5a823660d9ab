using OrleansNaming.Lan.Loop;
using OrleansNaming.Node;

namespace OrleansNaming.Silo;

/// <summary>Tells the node what Orleans knows: which silos are dead, and which are there, where notices find them at the addresses that it knows.</summary>
internal sealed class MembershipWatch : IAsyncDisposable
{
    private readonly IClusterMembershipService _membership;
    private readonly SiloDirectory _silos;
    private readonly SiloLinks _links;
    private readonly NodeHost _host;
    private readonly bool _tellsPeers;
    private readonly HashSet<SiloAddress> _dead = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watch;

    /// <param name="membership">Who is there.</param>
    /// <param name="silos">The same as peers.</param>
    /// <param name="links">Forgets who is gone.</param>
    /// <param name="host">The node.</param>
    /// <param name="tellsPeers">False with multicast: a silo's port is no UDP port, and who is there is heard.</param>
    public MembershipWatch(IClusterMembershipService membership, SiloDirectory silos, SiloLinks links, NodeHost host, bool tellsPeers)
    {
        (_membership, _silos, _links, _host, _tellsPeers) = (membership, silos, links, host, tellsPeers);
        _watch = Task.Run(WatchAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _watch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        await foreach (var snapshot in _membership.MembershipUpdates.WithCancellation(_stop.Token).ConfigureAwait(false))
        {
            if (_tellsPeers)
            {
                _host.Post(new PeersFound([.. _silos.Others.Select(silo => silo.Peer)]));
            }

            foreach (var member in snapshot.Members.Values)
            {
                if (member.Status == SiloStatus.Dead && _dead.Add(member.SiloAddress))
                {
                    _links.Forget(member.SiloAddress);
                    _host.Post(new BootDied(SiloDirectory.BootOf(member.SiloAddress)));
                }
            }

            _dead.IntersectWith(snapshot.Members.Keys);
        }
    }
}
