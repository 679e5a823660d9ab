namespace OrleansNaming.Wire;

/// <summary>
/// "I am joining; what is there, and what do you hold of me?" (rules 1 and 12). Answered by <see cref="Summary"/>, unicast.
/// </summary>
/// <param name="Nonce">Echoed by each answer.</param>
internal sealed record Hello(ulong Nonce) : Message;
