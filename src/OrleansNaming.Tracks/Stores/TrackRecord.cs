namespace OrleansNaming.Tracks.Stores;

/// <summary>Where a record of a decision track stands (row E4).</summary>
/// <param name="Record">Its key in the track.</param>
/// <param name="Version">Of the track's definition.</param>
/// <param name="Step">The step that it is on.</param>
/// <param name="Visit">Steps that it has taken before this one: with the step's name what makes this stay on it one of its own.</param>
/// <param name="Action">Actions of the step that are done; more than none means that its condition was met.</param>
/// <param name="Attempts">How often the next action has failed.</param>
/// <param name="Columns">What was gathered, as JSON.</param>
/// <param name="Own">The track's own columns, as JSON.</param>
/// <param name="EventMs">When the event was, in milliseconds since 1970, that this record came with and that no action answered yet; 0 for none, or once the record waits.</param>
internal sealed record TrackRecord(string Record, int Version, string Step, int Visit, int Action, int Attempts, string Columns, string Own, long EventMs);
