namespace OrleansNaming.Tracks.Definitions;

/// <summary>What a value is. Any of them may be null, as in SQL.</summary>
internal enum TrackType
{
    /// <summary>Unicode; compared by its UTF-16 units.</summary>
    Text,

    /// <summary>A decimal number of 28 digits.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>An instant in UTC.</summary>
    Time,

    /// <summary>A length of time.</summary>
    Duration,
}
