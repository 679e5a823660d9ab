namespace OrleansNaming.Tracks.Language;

/// <summary>What a group's servers know by name, which a track may refer to.</summary>
/// <param name="Connections">Databases.</param>
/// <param name="Actions">The application's actions.</param>
internal sealed record TrackVocabulary(IReadOnlyCollection<string> Connections, IReadOnlyCollection<string> Actions);
