namespace OrleansNaming.Tracks.Transport;

/// <summary>What servers of a group say to each other.</summary>
internal enum TrackMessageKind
{
    Advert = 1,
    Block = 2,
    Word = 3,

    /// <summary>There is new work in a track that the receiver owns.</summary>
    Wake = 4,
}
