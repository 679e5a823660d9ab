using OrleansNaming.Ordering;
using OrleansNaming.Repair;
using OrleansNaming.Wire;

namespace OrleansNaming.Node;

/// <summary>Brings to the <see cref="ConvergenceMeter"/> what happens: own versions, who lives and may hear of them, and who has acknowledged.</summary>
internal sealed class Measuring(NodeOptions options, KnownOwners owners, NodeStep step)
{
    private readonly ConvergenceMeter _meter = new();

    private IEnumerable<ServerId> Readers => owners.All.Where(owner => owner.IsLive && options.Audience.MayHear(owner.Server, options.Server)).Select(owner => owner.Server);

    /// <summary>A version that opens an incarnation is left out: it is acknowledged only by who has had an echo of the new process.</summary>
    public void Committed(Write write)
    {
        if (options.MeasuresConvergence && !write.Opens && _meter.IsDue(step.Now.Monotonic))
        {
            _meter.Committed(write.Next.Stamp, Readers, step.Now.Monotonic);
        }
    }

    /// <summary>For the notice that is sent now.</summary>
    public bool Asks() => _meter.IsOpen && _meter.Asks(Readers.Count(), step.Now.Monotonic);

    /// <summary>Another process of the peer's name has to say so itself.</summary>
    public void Confirmed(KnownOwner peer, Envelope envelope, Stamp stamp)
    {
        if (peer.Pin?.Boot == envelope.Boot)
        {
            _meter.Confirmed(peer.Server, stamp, step);
        }
    }

    public void LivesJudged() => _meter.Keep(server => owners.Find(server) is { IsLive: true }, step);

    public Convergence At(TimeSpan now, TimeSpan interval) => _meter.At(now, ConvergenceMeter.Bound(interval, Readers.Count()));
}
