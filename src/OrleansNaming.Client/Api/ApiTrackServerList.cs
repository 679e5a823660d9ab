namespace OrleansNaming.Api;

/// <summary>The table of servers.</summary>
/// <param name="Servers">By the bytes of their ids; the asked server is among them.</param>
internal sealed record ApiTrackServerList(IReadOnlyList<ApiTrackServer> Servers);
