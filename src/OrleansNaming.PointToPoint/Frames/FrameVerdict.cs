namespace OrleansNaming.PointToPoint.Frames;

/// <summary>What became of a frame.</summary>
public enum FrameVerdict
{
    /// <summary>Let through as it is.</summary>
    Untouched,

    /// <summary>Let through with a field replaced.</summary>
    Substituted,

    /// <summary>To be dropped: it is for another replica and came here by flooding.</summary>
    Dropped,
}
