namespace OrleansNaming.Wire;

/// <summary>One piece of a full list that is above one datagram (row B12). Applied only when whole, then checked by digest.</summary>
/// <param name="Stamp">The state that the pieces make.</param>
/// <param name="Digest">That state's digest.</param>
/// <param name="Index">From 0.</param>
/// <param name="Count">How many pieces there are.</param>
/// <param name="Bytes">This piece of the encoded delta with base 0.</param>
internal sealed record Chunk(Stamp Stamp, Digest Digest, int Index, int Count, ReadOnlyMemory<byte> Bytes) : Message;
