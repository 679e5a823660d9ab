using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Presence;
using OrleansNaming.Wire;

namespace OrleansNaming.Tracks.Transport;

/// <summary>
/// Takes each message of a sender once. Bounded: <see cref="TrackLimits.Servers"/> servers, where one that was silent for long makes room for another, and messages of further ones are refused; and the last
/// <see cref="StartsMax"/> starts of each. Of a start that another one has followed only what goes on behind its last message counts: no start comes back, so what was recorded of it is no news.
/// </summary>
/// <param name="silence">After so long without a message a server may make room: 8T.</param>
internal sealed class SenderWindows(TimeSpan silence)
{
    /// <summary>Starts of one server that are known apart; older ones are unknown again.</summary>
    public const int StartsMax = 16;

    private readonly Dictionary<ServerId, (List<(BootId Boot, ReplayWindow Window)> Starts, TimeSpan HeardAt)> _servers = [];

    public bool TryAccept(Holder sender, ulong sequence, TimeSpan now)
    {
        lock (_servers)
        {
            var isKnown = _servers.TryGetValue(sender.Server, out var known);
            if (!isKnown && !HasRoom_NeedsLock(now))
            {
                return false;
            }

            var starts = isKnown ? known.Starts : [];
            var at = starts.FindIndex(start => start.Boot == sender.Boot);
            var window = at < 0 ? new ReplayWindow() : starts[at].Window;
            if ((at >= 0 && at < starts.Count - 1 && sequence <= window.Highest) || !window.TryAccept(sequence))
            {
                return false;
            }

            starts.RemoveAll(start => start.Boot == sender.Boot);
            starts.Add((sender.Boot, window)); // Invariant: the one that spoke last is the last
            starts.RemoveRange(0, Math.Max(0, starts.Count - StartsMax));
            _servers[sender.Server] = (starts, now);
            return true;
        }
    }

    private bool HasRoom_NeedsLock(TimeSpan now)
    {
        if (_servers.Count < TrackLimits.Servers)
        {
            return true;
        }

        foreach (var silent in _servers.Where(known => now - known.Value.HeardAt >= silence).Select(known => known.Key).ToList())
        {
            _servers.Remove(silent);
        }

        return _servers.Count < TrackLimits.Servers;
    }
}
