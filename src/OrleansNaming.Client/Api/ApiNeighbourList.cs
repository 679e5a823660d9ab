namespace OrleansNaming.Api;

/// <summary>The substitution table at one moment.</summary>
/// <param name="Version">Rises with each change, by the answering node's count.</param>
/// <param name="Neighbours">In order of server, name and instance.</param>
internal sealed record ApiNeighbourList(ulong Version, IReadOnlyList<ApiNeighbour> Neighbours);
