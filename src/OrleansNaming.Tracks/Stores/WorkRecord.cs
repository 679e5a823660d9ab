namespace OrleansNaming.Tracks.Stores;

/// <summary>A record that is ready for work.</summary>
/// <param name="Record">Its key in the track.</param>
/// <param name="Attempts">How often it failed since it was kept or last retried by hand; from 0.</param>
/// <param name="Payload">What the work needs.</param>
public sealed record WorkRecord(string Record, int Attempts, ReadOnlyMemory<byte> Payload);
