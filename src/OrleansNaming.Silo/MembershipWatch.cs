using OrleansNaming.Lan.Loop;
using OrleansNaming.Node;

namespace OrleansNaming.Silo;

/// <summary>Tells the node what Orleans knows: which silos are there, and which are dead.</summary>
internal sealed class MembershipWatch : IAsyncDisposable
{
    private readonly IClusterMembershipService _membership;
    private readonly SiloDirectory _silos;
    private readonly SiloLinks _links;
    private readonly NodeHost _host;
    private readonly HashSet<SiloAddress> _dead = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watch;

    public MembershipWatch(IClusterMembershipService membership, SiloDirectory silos, SiloLinks links, NodeHost host)
    {
        (_membership, _silos, _links, _host) = (membership, silos, links, host);
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
            _host.Post(new PeersFound([.. _silos.Others.Select(silo => silo.Peer)]));
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
