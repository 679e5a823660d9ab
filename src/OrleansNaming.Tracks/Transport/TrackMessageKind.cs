namespace OrleansNaming.Tracks.Transport;

/// <summary>What servers of a group say to each other.</summary>
internal enum TrackMessageKind
{
    Advert = 1,
    Block = 2,
    Word = 3,
}
