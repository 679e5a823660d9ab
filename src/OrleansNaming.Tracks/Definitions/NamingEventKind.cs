namespace OrleansNaming.Tracks.Definitions;

/// <summary>What a track hears of the directory (row E40); the name, in small letters, is the word in its text.</summary>
internal enum NamingEventKind
{
    /// <summary>A server is there that was not, or is heard again after a silence.</summary>
    Joined,

    /// <summary>A server is silent beyond the hiding bound.</summary>
    Silent,

    /// <summary>A server said goodbye.</summary>
    Left,

    /// <summary>An instance serves a name.</summary>
    Bound,

    /// <summary>An instance serves a name no more, by its owner's word, by its lease's end, or because its owner is silent.</summary>
    Unbound,

    /// <summary>An instance of a name has other endpoints, or another owner.</summary>
    Moved,

    /// <summary>Somebody resolved a name.</summary>
    Lookup,
}
