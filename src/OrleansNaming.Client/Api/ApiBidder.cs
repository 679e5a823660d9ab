namespace OrleansNaming.Api;

/// <summary>What counts for a server in an arbitration.</summary>
/// <param name="Server">The server.</param>
/// <param name="Owned">Tracks that it owns.</param>
/// <param name="FreeSlots">Blocks that it would take.</param>
/// <param name="Counter">Adverts left of its claim; null when it does not claim the track.</param>
internal sealed record ApiBidder(string Server, int Owned, int FreeSlots, int? Counter);
