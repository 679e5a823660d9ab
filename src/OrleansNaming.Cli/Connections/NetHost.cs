namespace OrleansNaming.Cli.Connections;

/// <summary>A host with an address of its own behind a shared one.</summary>
/// <param name="Server">The server that states it.</param>
/// <param name="Host">Its IPv4 address.</param>
/// <param name="Unicast">The derived Ethernet address of mode unicast.</param>
/// <param name="Patent">That of mode patent.</param>
/// <param name="State"><c>reachable</c>, <c>stale</c> or <c>gone</c>.</param>
internal sealed record NetHost(string Server, string Host, string Unicast, string Patent, string State);
