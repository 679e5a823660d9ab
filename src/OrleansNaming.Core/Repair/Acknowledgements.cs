using OrleansNaming.Wire;

namespace OrleansNaming.Repair;

/// <summary>
/// Which nodes have applied how much of this owner's list (rule 13), and who waits for it: guest writes for one peer, a drain for all.
/// While someone waits, the stamp is repeated with the flag after 50 ms, then twice as long each time, so that a lost notice or a lost
/// acknowledgement costs no write. Waiters are bounded by the commits in flight; each ends by its deadline.
/// </summary>
internal sealed class Acknowledgements
{
    private static readonly TimeSpan FirstReminder = TimeSpan.FromMilliseconds(50);

    private readonly SortedDictionary<ServerId, Confirmation> _reached = [];
    private readonly List<Waiter> _waiters = [];
    private TimeSpan _remindAt = TimeSpan.MaxValue;
    private TimeSpan _reminder = FirstReminder;

    private sealed record Waiter(Stamp Stamp, TimeSpan Deadline, long Ticket, Token Token);

    /// <summary>Whether a notice should ask for acknowledgement.</summary>
    public bool IsWanted => _waiters.Count > 0;

    public TimeSpan DueAt
    {
        get
        {
            var due = _remindAt;
            foreach (var waiter in _waiters)
            {
                due = Timing.Min(due, waiter.Deadline);
            }

            return due;
        }
    }

    /// <summary>Completes the ticket once one peer has the stamp, or refuses it at the deadline.</summary>
    public void Await(long ticket, Token token, IStep step)
    {
        _waiters.Add(new Waiter(token.Stamp, step.Now.Monotonic + Timing.Replicated, ticket, token));
        _reminder = FirstReminder;
        _remindAt = step.Now.Monotonic + _reminder;
    }

    /// <summary>What a peer confirmed last, or null.</summary>
    public Confirmation? Of(ServerId peer) => _reached.TryGetValue(peer, out var confirmation) ? confirmation : null;

    /// <summary>Whether that process of a peer has applied up to that stamp; another process of its name has to say so itself.</summary>
    public bool HasReached(ServerId peer, BootId? boot, Stamp stamp) => Of(peer) is { } confirmation && confirmation.Boot == boot && confirmation.Stamp >= stamp;

    /// <summary>A process of a peer has applied up to that stamp.</summary>
    public void Reached(ServerId peer, Confirmation confirmation, IStep step)
    {
        var stamp = confirmation.Stamp;
        if (Of(peer) is { } before && before.Boot == confirmation.Boot && stamp <= before.Stamp)
        {
            return;
        }

        _reached[peer] = confirmation;
        foreach (var waiter in _waiters.Where(w => w.Stamp <= stamp).ToList())
        {
            _waiters.Remove(waiter);
            step.Complete(waiter.Ticket, Refusal.None, waiter.Token);
        }

        _remindAt = IsWanted ? _remindAt : TimeSpan.MaxValue;
    }

    /// <summary>Nothing is known of that peer any more.</summary>
    public void Forget(ServerId peer) => _reached.Remove(peer);

    /// <summary>Ends what is over; true when the stamp should be repeated with the flag now.</summary>
    public bool Tick(IStep step)
    {
        var now = step.Now.Monotonic;
        foreach (var waiter in _waiters.Where(w => w.Deadline <= now).ToList())
        {
            _waiters.Remove(waiter);
            step.Complete(waiter.Ticket, Refusal.NotReplicated, waiter.Token,
                "written here, but no other server confirmed it within 2 s; it stays, and the same request again is the same write");
        }

        if (!IsWanted || _remindAt > now)
        {
            _remindAt = IsWanted ? _remindAt : TimeSpan.MaxValue;
            return false;
        }

        _reminder *= 2;
        _remindAt = now + _reminder;
        return true;
    }

    /// <summary>No other node lives: a node alone is one node (rule 14), and what it wrote is all that can be had.</summary>
    public void NobodyElseLives(IStep step)
    {
        foreach (var waiter in _waiters)
        {
            step.Complete(waiter.Ticket, Refusal.None, waiter.Token);
        }

        _waiters.Clear();
        _remindAt = TimeSpan.MaxValue;
    }
}
