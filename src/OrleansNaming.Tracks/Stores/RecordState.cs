namespace OrleansNaming.Tracks.Stores;

/// <summary>Whether a record goes on.</summary>
internal enum RecordState
{
    /// <summary>It is on a step, or waits for one.</summary>
    Ready,

    /// <summary>It left its track.</summary>
    Done,

    /// <summary>An action failed too often, or its step is gone.</summary>
    Dead,
}
