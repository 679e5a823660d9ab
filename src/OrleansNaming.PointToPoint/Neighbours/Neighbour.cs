namespace OrleansNaming.PointToPoint.Neighbours;

/// <summary>
/// One line of the substitution table: under which address of its own a replica is reached for a shared one. What an ARP table is to 2003's
/// hosts (row M1).
/// </summary>
/// <param name="Server">Whose list states it.</param>
/// <param name="Name">The name that is offered.</param>
/// <param name="Instance">Which instance of it; a server's own service, or a guest.</param>
/// <param name="Cluster">The shared endpoint of the same port; null when it states none.</param>
/// <param name="Dedicated">The endpoint of this instance alone.</param>
/// <param name="State">How far it can be relied on.</param>
/// <param name="IsGuest">Whether it is a guest, which the server only holds.</param>
public sealed record Neighbour(
    ServerId Server, string Name, string Instance, Endpoint? Cluster, Endpoint Dedicated, NeighbourState State, bool IsGuest);
