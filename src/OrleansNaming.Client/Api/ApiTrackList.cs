namespace OrleansNaming.Api;

/// <summary>A page of a group's tracks.</summary>
/// <param name="Tracks">By the bytes of their names.</param>
/// <param name="Next">Where the next page starts; null at the end.</param>
internal sealed record ApiTrackList(IReadOnlyList<ApiTrack> Tracks, string? Next);
