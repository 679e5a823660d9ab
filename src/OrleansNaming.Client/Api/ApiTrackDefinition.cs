namespace OrleansNaming.Api;

/// <summary>A track that somebody wrote.</summary>
/// <param name="Track">The track.</param>
/// <param name="Version">Rises with each change.</param>
/// <param name="Digest">Of its text.</param>
/// <param name="Steps">How many it has.</param>
internal sealed record ApiTrackDefinition(string Track, int Version, string Digest, int Steps);
