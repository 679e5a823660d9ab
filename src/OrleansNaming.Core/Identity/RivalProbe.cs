using OrleansNaming.Wire;

namespace OrleansNaming.Identity;

/// <summary>
/// Is the other process of my name alive? (rule 2). Three probes within 3 s, and one connection, whose refusal is the quick answer.
/// </summary>
internal sealed class RivalProbe
{
    private static readonly TimeSpan Between = Timing.RivalProbe / 3;

    private Probe _probe = null!;
    private TimeSpan _endsAt;
    private TimeSpan _repeatAt;
    private long _callId;

    public bool IsOpen { get; private set; }

    /// <summary>The process that is probed.</summary>
    public Epoch Rival { get; private set; }

    public PeerAddress Address { get; private set; }

    public TimeSpan DueAt => IsOpen ? Timing.Min(_repeatAt, _endsAt) : TimeSpan.MaxValue;

    /// <param name="server">The own name.</param>
    /// <param name="rival">Who is asked for.</param>
    /// <param name="address">Where it is said to be.</param>
    /// <param name="isVouchedFor">Whether a peer says so; the source of a mere datagram may be anyone's, and gets datagrams only.</param>
    /// <param name="step">The step under way.</param>
    public void Open(ServerId server, Epoch rival, PeerAddress address, bool isVouchedFor, IStep step)
    {
        IsOpen = true;
        (Rival, Address) = (rival, address);
        _probe = new Probe(server, rival.Boot, step.Jitter.Next());
        _endsAt = step.Now.Monotonic + Timing.RivalProbe;
        _repeatAt = step.Now.Monotonic + Between;
        step.Unicast(address, _probe);
        _callId = isVouchedFor ? step.Call(address, _probe, Timing.RivalProbe) : 0;
    }

    /// <summary>Probes again; the answer once there is one: <see cref="RivalVerdict.Dead"/> when all probes were lost.</summary>
    public RivalVerdict Tick(IStep step)
    {
        if (!IsOpen)
        {
            return RivalVerdict.Open;
        }

        if (step.Now.Monotonic >= _endsAt)
        {
            return Close(RivalVerdict.Dead);
        }

        if (_repeatAt <= step.Now.Monotonic)
        {
            _repeatAt += Between;
            step.Unicast(Address, _probe);
        }

        return RivalVerdict.Open;
    }

    /// <summary>Someone answered our nonce, by datagram or by call.</summary>
    public RivalVerdict Answered(ulong nonce, BootId boot, bool isMe) =>
        !IsOpen || nonce != _probe.Nonce ? RivalVerdict.Open
        : Close(isMe && boot == Rival.Boot ? RivalVerdict.Alive : RivalVerdict.Dead);

    /// <summary>A call failed: a refusal proves it dead; a time-out proves nothing.</summary>
    public RivalVerdict CallFailed(long callId, bool refused) =>
        IsOpen && callId == _callId && callId != 0 && refused ? Close(RivalVerdict.Dead) : RivalVerdict.Open;

    private RivalVerdict Close(RivalVerdict verdict)
    {
        IsOpen = false;
        return verdict;
    }
}
