namespace OrleansNaming.Ordering;

/// <summary>What to do about a heard stamp: the right column of row B3's table.</summary>
internal enum GapVerdict
{
    /// <summary>Older than what is held: a late packet, or a life that is over.</summary>
    Ignore = 0,

    /// <summary>Held already, digest equal.</summary>
    Current,

    /// <summary>The inline change leads on from exactly what is held.</summary>
    ApplyInline,

    /// <summary>Something was missed: fetch what changed since.</summary>
    Fetch,

    /// <summary>Nothing of this life is held: fetch all of it.</summary>
    FetchSnapshot,

    /// <summary>Same stamp, other content: fetch all of it, and count the divergence (row B10).</summary>
    Diverged,
}
