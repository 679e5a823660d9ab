namespace OrleansNaming.Api;

/// <summary>The databases that a group's tracks may ask, beside its own, and the hosts that they may call.</summary>
/// <param name="Connections">By name.</param>
/// <param name="Hosts">By name; <c>*</c> is any.</param>
internal sealed record ApiTrackConnectionList(IReadOnlyList<ApiTrackConnection> Connections, IReadOnlyList<string> Hosts);
