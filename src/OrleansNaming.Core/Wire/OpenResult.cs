namespace OrleansNaming.Wire;

/// <summary>Why received bytes were not opened; each is counted by its name and shown in status.</summary>
internal enum OpenResult
{
    Opened = 0,

    /// <summary>Shorter than a header, or a length inside points beyond the end.</summary>
    Malformed,

    /// <summary>Longer than the cap for its kind.</summary>
    Oversized,

    /// <summary>Not our magic number, or a wire version that this build does not read.</summary>
    WrongVersion,

    /// <summary>Another cluster's.</summary>
    WrongCluster,

    /// <summary>No authentication code, an unknown key, or a code that does not match.</summary>
    Unauthenticated,

    /// <summary>A kind that this build does not know.</summary>
    UnknownKind,
}
