using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Transport;

/// <summary>A message with its sender.</summary>
/// <param name="Group">The group.</param>
/// <param name="Sender">Who says it.</param>
/// <param name="Sequence">Rises with each message of that start: none is taken twice.</param>
/// <param name="Kind">What the body is.</param>
/// <param name="Body">The message.</param>
internal readonly record struct TrackEnvelope(string Group, Holder Sender, ulong Sequence, TrackMessageKind Kind, ReadOnlyMemory<byte> Body);
