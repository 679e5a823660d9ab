namespace OrleansNaming.Tracks.Stores;

/// <summary>Records on a step.</summary>
/// <param name="Step">The step: of a record that is done or dead its last.</param>
/// <param name="State">Whether they go on.</param>
/// <param name="Records">How many.</param>
internal readonly record struct StepCount(string Step, RecordState State, long Records);
