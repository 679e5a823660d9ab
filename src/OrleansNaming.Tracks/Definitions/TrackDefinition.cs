using OrleansNaming.Tracks.Definitions.Triggers;

namespace OrleansNaming.Tracks.Definitions;

/// <summary>
/// A decision track: an ordered list of "when this condition is met, do that" that each record of a source goes through (rows E1, E33; patent WO 00/08823, table 1). Written as
/// text (<see cref="Language.TrackText"/>) or drawn as a graph (<see cref="Language.TrackGraph"/>); both hold all of it.
/// </summary>
/// <param name="Id">The track's name in its group.</param>
/// <param name="Version">Rises with each change; records finish on the version that they began with, unless its step is gone. From 1.</param>
/// <param name="Group">The servers that share it.</param>
/// <param name="Triggers">When records are gathered; none means once an interval.</param>
/// <param name="Source">Where records come from.</param>
/// <param name="Steps">1 to <see cref="StepsMax"/>; a record enters at the first.</param>
internal sealed record TrackDefinition(string Id, int Version, string Group, EquatableList<TrackTrigger> Triggers, TrackSource Source, EquatableList<TrackStep> Steps)
{
    public const int StepsMax = 256;
    public const int TriggersMax = 16;

    public TrackStep? FindStep(string name) => Steps.FirstOrDefault(step => step.Name == name);
}
