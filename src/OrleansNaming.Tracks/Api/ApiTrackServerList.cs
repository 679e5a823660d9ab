namespace OrleansNaming.Tracks.Api;

/// <summary>The table of servers.</summary>
/// <param name="Servers">By the bytes of their ids; the asked server is among them.</param>
public sealed record ApiTrackServerList(IReadOnlyList<ApiTrackServer> Servers);
