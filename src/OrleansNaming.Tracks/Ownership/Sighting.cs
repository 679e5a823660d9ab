namespace OrleansNaming.Tracks.Ownership;

/// <summary>A row of the table of owners, and since when it has looked like this to this server.</summary>
/// <param name="Row">The row.</param>
/// <param name="Since">When (epoch, beat) was first seen, on this server's own clock: no time of the database counts.</param>
internal sealed record Sighting(OwnershipRow Row, TimeSpan Since);
