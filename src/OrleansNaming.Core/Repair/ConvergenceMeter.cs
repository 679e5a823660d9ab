using OrleansNaming.Wire;

namespace OrleansNaming.Repair;

/// <summary>
/// How long this owner's changes take until every node has them (design section 5): from the moment when a version is visible here until the last
/// acknowledgement, on this owner's own clock alone. Acknowledgements are messages, so changes are sampled (rule 13): one at a time, and asked for so
/// seldom that all nodes together send at most 100 in a second. Who is no longer alive is not waited for.
/// </summary>
internal sealed class ConvergenceMeter
{
    /// <summary>What one node's acknowledgement costs of the 100 in a second.</summary>
    private static readonly TimeSpan Share = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan SampleEvery = TimeSpan.FromSeconds(1);

    /// <summary>Who has not acknowledged. Invariant: empty iff nothing is measured. Bounded by the owners that are known.</summary>
    private readonly SortedSet<ServerId> _awaited = [];

    private Stamp _stamp;
    private TimeSpan _begun;
    private TimeSpan _askAt;
    private TimeSpan _sampleAt;
    private TimeSpan _reached;
    private ServerId _slowest;
    private int _nodes;
    private int _gone;
    private long _measured;
    private MeasuredChange? _last;
    private MeasuredChange? _longest;

    public bool IsOpen => _awaited.Count > 0;

    /// <summary>Whether a version would be measured: not while another is, or was just now.</summary>
    public bool IsDue(TimeSpan now) => !IsOpen && now >= _sampleAt;

    /// <summary>A version is visible here, and will be announced now. It is measured if that is due.</summary>
    public void Committed(Stamp stamp, IEnumerable<ServerId> readers, TimeSpan now)
    {
        if (!IsDue(now))
        {
            return;
        }

        _awaited.UnionWith(readers);
        (_stamp, _begun, _reached, _askAt, _nodes, _gone) = (stamp, now, now, now, 0, 0);
        _sampleAt = now + Timing.Max(SampleEvery, _awaited.Count * Share);
    }

    /// <summary>Whether the notice that is sent now should ask for acknowledgement. True counts as asked.</summary>
    public bool Asks(int readers, TimeSpan now)
    {
        if (!IsOpen || now < _askAt)
        {
            return false;
        }

        _askAt = now + (readers * Share);
        return true;
    }

    /// <summary>The process that is known of a peer has applied up to that stamp.</summary>
    public void Confirmed(ServerId peer, Stamp stamp, IStep step)
    {
        if (stamp >= _stamp && _awaited.Remove(peer))
        {
            (_reached, _slowest, _nodes) = (step.Now.Monotonic, peer, _nodes + 1);
            EndIfAll(step);
        }
    }

    /// <summary>Waits no longer for those who are gone.</summary>
    public void Keep(Predicate<ServerId> isAlive, IStep step)
    {
        if (IsOpen)
        {
            _gone += _awaited.RemoveWhere(server => !isAlive(server));
            EndIfAll(step);
        }
    }

    public Convergence At(TimeSpan now, TimeSpan bound) =>
        new(_measured, _last, _longest, IsOpen ? _stamp : default, IsOpen ? now - _begun : TimeSpan.Zero, [.. _awaited], bound);

    /// <summary>
    /// A notice may be lost, and is repeated within T; the fetch then waits min(T, N ms) at most (rule 7); what was fetched is acknowledged when the next
    /// repeat asks, within T; and between two that ask lie N shares.
    /// </summary>
    public static TimeSpan Bound(TimeSpan interval, int readers) =>
        (interval * 2) + Timing.Min(interval, TimeSpan.FromMilliseconds(readers)) + (readers * Share);

    private void EndIfAll(IStep step)
    {
        if (IsOpen || _nodes == 0)
        {
            return;
        }

        _last = new MeasuredChange(_stamp, _reached - _begun, _nodes, _slowest, _gone);
        _longest = _longest is { } longest && longest.Took >= _last.Took ? longest : _last;
        _measured++;
        step.Observe(new Observation(ObservationKind.Acknowledged, _slowest, _stamp, Took: _last.Took));
    }
}
