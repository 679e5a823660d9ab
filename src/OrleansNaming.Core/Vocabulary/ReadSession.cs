namespace OrleansNaming;

/// <summary>
/// Reads that never go back, whichever nodes answer: give one session to the reads of one caller. Each answer adds to what was seen, and each read demands
/// it (invariant S8). Another process goes on from <see cref="Seen"/>. May be used from any thread; reads that run at once do not wait for each other.
/// </summary>
public sealed class ReadSession
{
    private readonly Lock _gate = new();
    private ReadToken _seen = ReadToken.None;
    private string? _problem;

    /// <summary>A session that has seen nothing.</summary>
    public ReadSession()
    {
    }

    /// <param name="seen">What another session has seen.</param>
    public ReadSession(ReadToken seen) => _seen = seen;

    /// <summary>What was seen so far.</summary>
    public ReadToken Seen
    {
        get
        {
            lock (_gate)
            {
                return _seen;
            }
        }
    }

    /// <summary>Why some answer could not be remembered, or null: above <see cref="ReadToken.ServersMax"/> servers the promise does not hold for all.</summary>
    public string? Problem
    {
        get
        {
            lock (_gate)
            {
                return _problem;
            }
        }
    }

    /// <summary>Forgets a server that is gone for good: nodes that came after it cannot tell, and would be waited for.</summary>
    public void Forget(ServerId server)
    {
        lock (_gate)
        {
            _seen = _seen.Without(server);
        }
    }

    /// <summary>An answer was given, from these states; null and a problem when they are too many.</summary>
    internal void Saw(ReadToken? answered, string? problem)
    {
        lock (_gate)
        {
            if (answered is null)
            {
                _problem = problem;
            }
            else if (_seen.With(answered) is { } both)
            {
                _seen = both;
            }
            else
            {
                (_seen, _problem) = (answered, TooMany(ReadToken.ServersMax + 1));
            }
        }
    }

    /// <summary>What is said where a token cannot hold all.</summary>
    internal static string TooMany(int servers) =>
        $"{servers} servers or more had a part in what was read, and a read token holds {ReadToken.ServersMax}: later reads may be older. Read names of fewer servers in one session";
}
