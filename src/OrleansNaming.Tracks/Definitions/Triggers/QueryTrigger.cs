namespace OrleansNaming.Tracks.Definitions.Triggers;

/// <summary>When a query, asked once an interval, says so.</summary>
/// <param name="Connection">A named connection.</param>
/// <param name="Query">One statement that reads.</param>
/// <param name="OnChange">Whether its result must differ from the one before; else it must have rows where it had none.</param>
internal sealed record QueryTrigger(string Connection, string Query, bool OnChange) : TrackTrigger;
