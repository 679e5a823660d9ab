namespace OrleansNaming.Tracks.Stores;

/// <summary>A record that failed too often and is tried no more until somebody asks for it (Q17).</summary>
/// <param name="Record">Its key in the track.</param>
/// <param name="Attempts">How often it failed.</param>
/// <param name="Error">What the last failure said; at most 2,000 characters of it.</param>
/// <param name="Payload">What the work needs.</param>
public sealed record DeadLetter(string Record, int Attempts, string Error, ReadOnlyMemory<byte> Payload);
