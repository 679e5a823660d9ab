namespace OrleansNaming.Tracks.Tests.Simulation;

/// <summary>What the database says to a record's work.</summary>
internal enum RecordOutcome
{
    Done,

    /// <summary>It was done before, by whoever.</summary>
    WasDone,

    /// <summary>The fence: the track is another's.</summary>
    Refused,
}
