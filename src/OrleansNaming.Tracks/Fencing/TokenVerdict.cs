namespace OrleansNaming.Tracks.Fencing;

/// <summary>What a resource says to a token.</summary>
public enum TokenVerdict
{
    /// <summary>The highest so far, or the same again: the write may go on.</summary>
    Accepted,

    /// <summary>A higher one was accepted before: the writer is a former owner.</summary>
    Outdated,

    /// <summary>Another holder had the same epoch. It cannot be while tokens come from one <see cref="Ownership.IOwnershipStore"/> (T1): refused, and counted.</summary>
    Broken,
}
