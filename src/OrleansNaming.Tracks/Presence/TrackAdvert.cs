using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Presence;

/// <summary>What a server says of itself each interval, and at once when it becomes idle or leaves (row E6).</summary>
/// <param name="Group">The group.</param>
/// <param name="Sender">Who, and which start of it.</param>
/// <param name="Sequence">Rises by one with each advert of that start: an older one that comes late says nothing.</param>
internal sealed record TrackAdvert(string Group, Holder Sender, ulong Sequence)
{
    /// <summary>The master's advert says that the group may work (row E29).</summary>
    public bool IsMaster { get; init; }

    /// <summary>The last word of a server that stops.</summary>
    public bool IsLeaving { get; init; }

    /// <summary>Blocks that it would take now: a request for work (row E12).</summary>
    public int FreeSlots { get; init; }

    /// <summary>In the order of their bytes.</summary>
    public IReadOnlyList<OwnedTrack> Owned { get; init; } = [];

    /// <summary>In the order of their bytes.</summary>
    public IReadOnlyList<ClaimedTrack> Claims { get; init; } = [];
}
