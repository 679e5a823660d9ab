using OrleansNaming.Wire.Clients;

namespace OrleansNaming.Asking;

/// <summary>
/// What a watch demands of each silo at which it begins: first the write that its caller named, from then on what it has seen. Which is enough: a state
/// that was seen contained the write, and of an owner that is gone by now only what was seen can be demanded.
/// </summary>
internal sealed class WatchDemand(ReadOptions demanded, TimeProvider time)
{
    private readonly ReadSession _session = demanded.Session ?? new ReadSession();
    private bool _hasBegun;
    private bool _stands;

    /// <summary>Since when silos are asked.</summary>
    private long _since = time.GetTimestamp();

    public string? AtLeast => !_hasBegun && demanded.AtLeast is { Server.Value: not null } token ? token.ToString() : null;

    public string Seen => _session.Seen.ToString();

    public void Saw(WatchStep step)
    {
        (_hasBegun, _stands) = (_hasBegun || step.Position.Length > 0, true);
        if (step.Seen.Length > 0)
        {
            _session.Saw(!step.Seen.StartsWith('!') && ReadToken.TryParse(step.Seen, out var seen) ? seen : null, step.Seen.TrimStart('!'));
        }
    }

    /// <summary>A stream ended: if it stood, the caller's time begins anew.</summary>
    public void Broke() => (_since, _stands) = (_stands ? time.GetTimestamp() : _since, false);

    /// <exception cref="NamingException">The caller's time is over, or no time would help.</exception>
    public void NotHere(Refusal refusal, string why)
    {
        if (refusal != Refusal.NotReached || time.GetElapsedTime(_since) >= demanded.Timeout)
        {
            throw new NamingException(refusal, _hasBegun
                ? $"no silo has what this watch has seen: {why}. Begin a new watch without what was seen"
                : why);
        }
    }
}
