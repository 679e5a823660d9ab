namespace OrleansNaming.Node;

/// <summary>The answer to a <see cref="Call"/>.</summary>
internal sealed record CallAnswered(long Id, ReadOnlyMemory<byte> Bytes) : Input;
