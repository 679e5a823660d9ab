using OrleansNaming.Wire;

namespace OrleansNaming.Ordering;

/// <summary>
/// Processes that were heard and have not yet echoed a nonce (rule 15): a replayed or forged datagram names one that never will.
/// None of them is admitted anywhere else. Bounded; at the bound the oldest goes if it waited a second, else the newcomer waits its turn.
/// </summary>
internal sealed class Strangers
{
    private const int Max = 256;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Dictionary<(ServerId Server, BootId Boot), Stranger> _strangers = [];

    /// <summary>Asks a stranger for an echo, at most once a quarter second; keeps its newest envelope until the echo comes.</summary>
    public void Heard(Envelope envelope, PeerAddress address, IStep step)
    {
        var key = (envelope.Sender, envelope.Boot);
        var now = step.Now.Monotonic;
        if (!_strangers.TryGetValue(key, out var stranger))
        {
            if (_strangers.Count >= Max && !MakeRoom(now))
            {
                step.Observe(new Observation(ObservationKind.Dropped, default, Text: "stranger"));
                return;
            }

            stranger = _strangers[key] = new Stranger(step.Jitter.Next());
        }
        else if (stranger.AskedAt > now - (Patience / 4))
        {
            stranger.Waiting = envelope;
            return;
        }

        (stranger.AskedAt, stranger.Waiting, stranger.Address) = (now, envelope, address);
        step.Unicast(address, new Probe(envelope.Sender, envelope.Boot, stranger.Nonce));
    }

    /// <summary>The stranger that this nonce was asked of, now known; null when it is nobody's.</summary>
    public Stranger? Echoed(ServerId server, BootId boot, ulong nonce) =>
        _strangers.TryGetValue((server, boot), out var stranger) && stranger.Nonce == nonce && _strangers.Remove((server, boot)) ? stranger : null;

    private bool MakeRoom(TimeSpan now)
    {
        var oldest = _strangers.MinBy(pair => pair.Value.AskedAt);
        return oldest.Value.AskedAt <= now - Patience && _strangers.Remove(oldest.Key);
    }
}
