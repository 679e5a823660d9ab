namespace OrleansNaming.Wire;

/// <summary>"Are you this process of this server?" (rules 2, 11, 15).</summary>
/// <param name="Server">Who is meant.</param>
/// <param name="Boot">Which process is meant.</param>
/// <param name="Nonce">Echoed by the answer; an echo pins the answerer's address.</param>
internal sealed record Probe(ServerId Server, BootId Boot, ulong Nonce) : Message;
