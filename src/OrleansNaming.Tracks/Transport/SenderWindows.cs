using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Presence;
using OrleansNaming.Wire;

namespace OrleansNaming.Tracks.Transport;

/// <summary>
/// Takes each message of a sender once. Bounded: one window a server, so a later start of it takes the place of the earlier one, and <see cref="TrackLimits.Servers"/> of them; messages of
/// further servers are refused.
/// </summary>
internal sealed class SenderWindows
{
    private readonly Dictionary<ServerId, (BootId Boot, ReplayWindow Window)> _windows = [];

    public bool TryAccept(Holder sender, ulong sequence)
    {
        lock (_windows)
        {
            var isKnown = _windows.TryGetValue(sender.Server, out var known);
            if (!isKnown && _windows.Count >= TrackLimits.Servers)
            {
                return false;
            }

            if (!isKnown || known.Boot != sender.Boot)
            {
                _windows[sender.Server] = known = (sender.Boot, new ReplayWindow());
            }

            return known.Window.TryAccept(sequence);
        }
    }
}
