namespace OrleansNaming.Tracks.Stores;

/// <summary>A record of work to be kept.</summary>
/// <param name="Record">Its key in the track, at most 255 characters. The same key again is the same work.</param>
/// <param name="Payload">What the work needs; at most 1 MiB.</param>
public sealed record WorkItem(string Record, ReadOnlyMemory<byte> Payload);
