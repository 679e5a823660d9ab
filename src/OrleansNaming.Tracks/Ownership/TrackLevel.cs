namespace OrleansNaming.Tracks.Ownership;

/// <summary>What ownership of a track promises.</summary>
public enum TrackLevel
{
    /// <summary>Arbitration by advertisements alone. In a partition, or while adverts are lost, two servers may own a track at once: work must bear to be done twice.</summary>
    BestEffort,

    /// <summary>A compare-and-set in a shared store gives each change of hands a new fencing token. Writes that check it happen under one owner at a time.</summary>
    Fenced,
}
