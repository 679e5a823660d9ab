using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Node;

/// <summary>What a server of a group is told at its start; the same on all of them but for <see cref="Self"/> and <see cref="Slots"/>.</summary>
internal sealed record TrackNodeOptions
{
    /// <summary>The group: adverts of another one are dropped (row E5).</summary>
    public required string Group { get; init; }

    /// <summary>This start of this server.</summary>
    public required Holder Self { get; init; }

    /// <summary>What ownership promises.</summary>
    public TrackLevel Level { get; init; } = TrackLevel.BestEffort;

    /// <summary>T: how often a server advertises itself. The default is 15 s, preferred are 5 s to 120 s (row E6).</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>So many intervals of silence make a server unavailable, and a group without a master (rows E7, E31).</summary>
    public int MissedCycles { get; init; } = 4;

    /// <summary>So many own adverts a claim must stand before it is ownership (row E16).</summary>
    public int ClaimCount { get; init; } = 2;

    /// <summary>Blocks that this server runs at once; 0 for one that only owns (row E12).</summary>
    public int Slots { get; init; } = 4;

    /// <summary>Whether a server with a lower id takes the mastery from a live master. The default is not to: it would change hands at each restart (Q19).</summary>
    public bool PreemptsMaster { get; init; }

    /// <summary>Whether an owner with more than its share gives tracks back, one an interval (row E18).</summary>
    public bool ReleasesSurplus { get; init; } = true;

    /// <summary>Whether more free slots win before the lower id, among servers that own as many tracks.</summary>
    public bool PrefersFreeSlots { get; init; }

    /// <summary>Records in one block, at most (row E11).</summary>
    public int BlockRecords { get; init; } = 100;

    /// <summary>How long a worker may keep a block without a word (row E23).</summary>
    public TimeSpan BlockLease { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>4T: how long a silent server counts as there.</summary>
    public TimeSpan Silence => Interval * MissedCycles;

    /// <summary>How long a Fenced owner keeps a track that it cannot renew: 3T.</summary>
    public TimeSpan Lease => Interval * (MissedCycles - 1);

    /// <summary>How often tables are looked at: each second, or T/15 where that is shorter (row E21).</summary>
    public TimeSpan Scan => Interval / 15 < TimeSpan.FromSeconds(1) ? Interval / 15 : TimeSpan.FromSeconds(1);
}
