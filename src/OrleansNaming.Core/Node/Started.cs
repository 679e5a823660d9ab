namespace OrleansNaming.Node;

/// <summary>The first input: what the owner's store held.</summary>
/// <param name="Stored">The store's bytes, whole, as they were read; empty on a first start.</param>
internal sealed record Started(ReadOnlyMemory<byte> Stored) : Input;
