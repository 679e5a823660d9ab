namespace OrleansNaming.Tracks.Definitions.Actions;

/// <summary>Sets columns: own ones in the record's state, others in the source's table; with the step in one transaction.</summary>
/// <param name="Assignments">At least one.</param>
internal sealed record SetAction(EquatableList<Assignment> Assignments) : TrackAction;
