namespace OrleansNaming.Tracks.Presence;

/// <summary>Bounds of a group, checked before anything is allocated.</summary>
internal static class TrackLimits
{
    /// <summary>Tracks of a group: a definition beyond is refused, an advert with more is dropped.</summary>
    public const int Tracks = 10_000;

    /// <summary>Servers of a group: adverts of further ones are dropped and counted.</summary>
    public const int Servers = 1_000;

    /// <summary>Characters of a track's or a record's name.</summary>
    public const int NameLength = 255;

    /// <summary>Records in one block.</summary>
    public const int BlockRecords = 1_000;

    /// <summary>Bytes of any message between servers of a group.</summary>
    public const int MessageBytes = 1 << 20;
}
