using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Fencing;

/// <summary>
/// A resource in this process that refuses former owners: keeps the highest token that it accepted and lets nothing lower pass (T2). Forgets when the process ends;
/// for a resource that outlives it there is <see cref="SqlTokenGate"/>. One gate guards one resource. Thread-safe.
/// </summary>
public sealed class TokenGate
{
    private readonly Lock _lock = new();
    private (ulong Epoch, Holder Holder)? _highest; // Invariant: its epoch only rises, and one epoch has one holder.
    private long _broken;

    /// <summary>How often two holders came with one epoch: more than 0 means that tokens are not given out by one store.</summary>
    public long BrokenCount => Interlocked.Read(ref _broken);

    /// <summary>Judges a token, and keeps it when it is the highest.</summary>
    /// <remarks>A higher one may come between this answer and a write that follows it: use <see cref="Run"/> where the write itself can be run here.</remarks>
    public TokenVerdict Admit(TrackToken token)
    {
        lock (_lock)
        {
            var verdict = Judge_NeedsLock(token);
            if (verdict == TokenVerdict.Accepted)
            {
                _highest = (token.Epoch, token.Holder);
            }

            _broken += verdict == TokenVerdict.Broken ? 1 : 0;
            return verdict;
        }
    }

    /// <summary>Runs a write when its token is accepted, one at a time: when a higher token is accepted, no write of a lower one is under way or comes later.</summary>
    /// <param name="token">What the writer works under.</param>
    /// <param name="write">Runs under the gate's lock: short, and without waiting for anybody.</param>
    public TokenVerdict Run(TrackToken token, Action write)
    {
        ArgumentNullException.ThrowIfNull(write);
        lock (_lock)
        {
            var verdict = Admit(token);
            if (verdict == TokenVerdict.Accepted)
            {
                write();
            }

            return verdict;
        }
    }

    private TokenVerdict Judge_NeedsLock(TrackToken token) =>
        _highest is not { } highest || token.Epoch > highest.Epoch ? TokenVerdict.Accepted
        : token.Epoch < highest.Epoch ? TokenVerdict.Outdated
        : token.Holder == highest.Holder ? TokenVerdict.Accepted
        : TokenVerdict.Broken;
}
