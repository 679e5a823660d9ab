namespace OrleansNaming.Tracks.Claims;

/// <summary>What counts for a server in an arbitration.</summary>
/// <param name="Server">The server.</param>
/// <param name="Owned">Tracks that it owns: fewest wins.</param>
/// <param name="FreeSlots">Blocks that it would take now.</param>
/// <param name="Counter">Adverts left of its claim on the track; null when it does not claim it.</param>
internal sealed record Bidder(ServerId Server, int Owned, int FreeSlots, int? Counter);
