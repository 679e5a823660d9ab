namespace OrleansNaming.Tracks.Definitions.Actions;

/// <summary>What a step does.</summary>
internal abstract record TrackAction;
