using OrleansNaming.Wire;

namespace OrleansNaming.Identity;

/// <summary>
/// Rule 1's question, <i>what do you hold of me?</i>, asked of every node that can be reached before the first notice, and again
/// after a pause. It lasts two intervals, or twice as long as others may take to know of the asker, at most 2 s; it ends early when a ready peer and every owner that it names alive have answered.
/// </summary>
internal sealed class HoldingsQuestion(TimeSpan interval, TimeSpan membershipLag = default)
{
    /// <summary>Holders of the last list that are remembered; a further one is not needed.</summary>
    private const int HoldersMax = 16;

    private readonly SortedSet<ServerId> _answered = [];
    private readonly SortedSet<ServerId> _named = [];
    private readonly SortedDictionary<ServerId, int> _parts = [];

    /// <summary>Who holds <see cref="Highest"/>, in the order in which they said so; bounded by <see cref="HoldersMax"/>.</summary>
    private readonly List<ServerId> _holders = [];
    private TimeSpan _endsAt;
    private TimeSpan _repeatAt;
    private AskedNonce _nonce;
    private bool _readyAnswered;

    public bool IsOpen { get; private set; }

    /// <summary>Whether anyone answered.</summary>
    public bool WasAnswered => _answered.Count > 0;

    /// <summary>The highest state of this server that anyone holds, and who; null when nobody holds any.</summary>
    public Holding? Highest { get; private set; }

    /// <summary>Who holds <see cref="Highest"/> and may be asked for it: each in turn; null when nobody is left.</summary>
    public ServerId? Holder(int turn) => _holders.Count == 0 ? null : _holders[turn % _holders.Count];

    /// <summary>A holder answered, and has not got it after all.</summary>
    public void HasNot(ServerId holder) => _holders.Remove(holder);

    public TimeSpan DueAt => !IsOpen ? TimeSpan.MaxValue : Timing.Min(_endsAt, _repeatAt);

    /// <summary>Whether a summary answers this question.</summary>
    public bool IsAnswer(ulong nonce, TimeSpan now) => _nonce.IsAnsweredBy(nonce, now);

    public void Open(IStep step)
    {
        IsOpen = true;
        _answered.Clear();
        _named.Clear();
        _parts.Clear();
        _readyAnswered = false;
        Highest = null;
        _holders.Clear();
        _nonce = new AskedNonce(step.Jitter.Next(), step.Now.Monotonic);
        _endsAt = step.Now.Monotonic + Timing.Max(Timing.Question(interval), Timing.Min(Timing.QuestionMax, membershipLag * 2));
        _repeatAt = step.Now.Monotonic;
    }

    /// <summary>Says hello again; true when the question is over.</summary>
    public bool Tick(IReadOnlyList<PeerAddress> seeds, IStep step)
    {
        if (step.Now.Monotonic >= _endsAt || IsAnsweredByAll())
        {
            IsOpen = false;
            return true;
        }

        if (_repeatAt <= step.Now.Monotonic)
        {
            _repeatAt = step.Now.Monotonic + (interval / 2);
            _nonce = _nonce with { AskedAt = step.Now.Monotonic };
            var hello = new Hello(_nonce.Value);
            step.Multicast(hello);
            foreach (var seed in seeds)
            {
                step.Unicast(seed, hello);
            }
        }

        return false;
    }

    public void Answer(ServerId from, Summary summary)
    {
        if (!IsOpen || summary.Nonce != _nonce.Value)
        {
            return;
        }

        _parts[from] = _parts.GetValueOrDefault(from) + 1;
        if (_parts[from] >= summary.Parts)
        {
            _answered.Add(from);
        }

        _readyAnswered |= summary.Ready;
        foreach (var holding in summary.Holdings)
        {
            if (holding.State is OwnerState.Alive)
            {
                _named.Add(holding.Server);
            }
        }

        Met(from, summary.OfYou);
    }

    private void Met(ServerId from, Holding? ofMe)
    {
        if (ofMe is not null && (Highest is null || ofMe.Stamp > Highest.Stamp))
        {
            Highest = ofMe;
            _holders.Clear();
        }

        if (ofMe is not null && ofMe.Stamp == Highest!.Stamp && _holders.Count < HoldersMax && !_holders.Contains(from))
        {
            _holders.Add(from);
        }
    }

    private bool IsAnsweredByAll() => _readyAnswered && _named.IsSubsetOf(_answered);
}
