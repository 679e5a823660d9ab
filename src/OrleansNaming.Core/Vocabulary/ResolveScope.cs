namespace OrleansNaming;

/// <summary>Which of an instance's addresses a resolve asks for (rows M6, M9). What states no scope answers every question.</summary>
public enum ResolveScope
{
    /// <summary>
    /// By who asks: a proven member gets the dedicated endpoints of the others (an endpoint that has none, as it is), everyone else the
    /// cluster's. The default.
    /// </summary>
    Auto = 0,

    /// <summary>Dedicated endpoints only, and never oneself. Who is neither member nor allowed to ask so gets the cluster's, as an outsider.</summary>
    Intracluster = 1,

    /// <summary>What an outsider gets, whoever asks.</summary>
    External = 2,
}
