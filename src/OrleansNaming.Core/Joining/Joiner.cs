using OrleansNaming.Ordering;
using OrleansNaming.Wire;

namespace OrleansNaming.Joining;

/// <summary>
/// When is the directory complete? (rule 12, rows B8 and B8b). Every owner that was named is synced, Hidden or Left; or nobody is there
/// at all. Above 16 owners one ready peer's dump comes first, and only what differs is asked of the owners.
/// </summary>
internal sealed class Joiner(KnownOwners owners, JoinMode mode, TimeSpan interval, TimeSpan aloneAfter)
{
    /// <summary>Above so many owners a dump comes first.</summary>
    private const int DumpAbove = 16;

    /// <summary>Peers asked for a dump before each owner is asked after all.</summary>
    private const int DumpTries = 2;

    private readonly SortedSet<ServerId> _readyPeers = [];
    private TimeSpan _startedAt;
    private long _callId;
    private ServerId _askedPeer;
    private int _tries;
    private bool _dumpDone;
    private bool _decided;

    /// <summary>Fetches wait while this node may yet get everything in one dump.</summary>
    public bool HoldsFetches { get; private set; } = true;

    public void Start(TimeSpan now) => _startedAt = now;

    /// <summary>Somebody who is ready said so: a dump may be asked of it, as long as one may be wanted.</summary>
    public void ReadyPeer(ServerId peer)
    {
        if (HoldsFetches)
        {
            _readyPeers.Add(peer);
        }
    }

    /// <summary>The question is over: ask for a dump if that is cheaper, else let the fetches run.</summary>
    public void QuestionOver(IStep step)
    {
        if (_decided)
        {
            return;
        }

        _decided = true;
        var wanted = mode == JoinMode.Dump || (mode == JoinMode.Auto && owners.All.Count > DumpAbove);
        if (wanted && !_dumpDone)
        {
            AskForDump(after: null, step);
        }
        else
        {
            HoldsFetches = false;
        }
    }

    /// <summary>A page came; asks for the next one. True when it was the call under way.</summary>
    public bool DumpAnswered(long callId, DumpReply reply, IStep step)
    {
        if (callId != _callId)
        {
            return false;
        }

        if (reply.Ready && reply.Next is { } next && Ask(_askedPeer, next, step))
        {
            return true;
        }

        (_dumpDone, HoldsFetches) = (true, false);
        return true;
    }

    public bool DumpFailed(long callId, IStep step)
    {
        if (callId != _callId || callId == 0)
        {
            return false;
        }

        AskForDump(after: null, step);
        return true;
    }

    /// <summary>Whether everything that was named is here.</summary>
    /// <param name="heardNobody">Whether the question went unanswered.</param>
    /// <param name="expectsOthers">Whether seeds are configured, or floors say that others were there.</param>
    /// <param name="now">The time.</param>
    public bool IsComplete(bool heardNobody, bool expectsOthers, TimeSpan now)
    {
        if (HoldsFetches)
        {
            return false;
        }

        if (heardNobody && owners.All.Count == 0)
        {
            return !expectsOthers || now - _startedAt >= aloneAfter;
        }

        foreach (var owner in owners.All)
        {
            if (owner.State is OwnerState.Alive or OwnerState.Suspect or OwnerState.Unheard && (owner.IsBehind || owner.View.Advertisement is null) && !NeverOpened(owner, now))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>It answered a question and then never opened a life, and nobody holds a list of it: it died while it joined (silos, seed 1688).</summary>
    private bool NeverOpened(KnownOwner owner, TimeSpan now) => owner.Known.IsNone && owner.View.Advertisement is null && now - owner.HeardAt >= Timing.HidingBound(interval);

    /// <summary>Whether the time for joining is over: the node serves what it has, and says that it is incomplete.</summary>
    public bool IsOverdue(TimeSpan now) => now - _startedAt >= Timing.JoinSync(interval);

    private void AskForDump(ServerId? after, IStep step)
    {
        _callId = 0;
        while (_tries < DumpTries && _readyPeers.Count > 0)
        {
            _tries++;
            var peer = _readyPeers.ElementAt(step.Jitter.Below(_readyPeers.Count));
            _readyPeers.Remove(peer);
            if (Ask(peer, after, step))
            {
                return;
            }
        }

        HoldsFetches = false;
    }

    private bool Ask(ServerId peer, ServerId? after, IStep step)
    {
        if (owners.Find(peer)?.Address is not { } address)
        {
            return false;
        }

        _askedPeer = peer;
        _callId = step.Call(address, new DumpRequest(after), Timing.FetchTimeout);
        return true;
    }
}
