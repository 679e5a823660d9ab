namespace OrleansNaming.Wire.Clients;

/// <summary>What a node says to a client's call. A refusal is a value here too: no exception crosses the wire.</summary>
/// <param name="Refusal">Why not, or none.</param>
/// <param name="Message">For people; empty for a success.</param>
/// <param name="Token">What a write returns; default otherwise.</param>
/// <param name="Body">What a read returns, in that call's own encoding; empty otherwise.</param>
internal readonly record struct CallAnswer(Refusal Refusal, string Message, Token Token, ReadOnlyMemory<byte> Body);
