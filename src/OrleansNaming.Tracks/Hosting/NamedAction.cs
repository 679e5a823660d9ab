namespace OrleansNaming.Tracks.Hosting;

/// <summary>An action and the name that steps run it by.</summary>
internal sealed record NamedAction(string Name, ITrackAction Action);
