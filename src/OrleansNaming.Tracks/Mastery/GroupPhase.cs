namespace OrleansNaming.Tracks.Mastery;

/// <summary>Whether a group may work (row E29).</summary>
internal enum GroupPhase
{
    /// <summary>No master was heard yet: claims count down, nothing is worked on.</summary>
    Forming,

    /// <summary>A master's advert was heard within the last 4T.</summary>
    Operational,

    /// <summary>There was a master, and none was heard for 4T: nothing is worked on until the election has ended.</summary>
    Degraded,
}
