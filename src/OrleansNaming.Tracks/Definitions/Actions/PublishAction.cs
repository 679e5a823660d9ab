namespace OrleansNaming.Tracks.Definitions.Actions;

/// <summary>Has a name advertised in the directory from the step's transaction on.</summary>
/// <param name="Name">A template.</param>
/// <param name="Endpoint">A template of host:port.</param>
internal sealed record PublishAction(string Name, string Endpoint) : TrackAction;
