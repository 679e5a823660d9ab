namespace OrleansNaming.Identity;

/// <summary>What a <see cref="RivalProbe"/> found.</summary>
internal enum RivalVerdict
{
    /// <summary>Nothing yet.</summary>
    Open = 0,

    /// <summary>It answered: two live servers of one name.</summary>
    Alive,

    /// <summary>Refused, another boot at its address, or all probes lost.</summary>
    Dead,
}
