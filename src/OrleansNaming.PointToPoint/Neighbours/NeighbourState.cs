namespace OrleansNaming.PointToPoint.Neighbours;

/// <summary>How far an entry of the substitution table can be relied on; the words of <c>ip neigh</c> where they fit.</summary>
public enum NeighbourState
{
    /// <summary>Its server is heard.</summary>
    Reachable,

    /// <summary>Its server has not been heard lately; it is still tried, behind those that are reachable.</summary>
    Stale,

    /// <summary>Its server said goodbye or is hidden as dead (design rule 11): never dialled. It goes when the directory forgets the server.</summary>
    Gone,
}
