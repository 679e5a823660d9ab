using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks;

/// <summary>One call of an <see cref="ITrackAction"/>.</summary>
/// <param name="Token">The track and its owner: a resource that remembers the highest epoch can refuse former owners by it.</param>
/// <param name="TrackVersion">The version of the track that the record is on.</param>
/// <param name="Record">The record's key.</param>
/// <param name="Step">The step.</param>
/// <param name="IdempotencyKey">32 hexadecimal digits: the same for each try of this action of this stay on this step.</param>
/// <param name="Arguments">What stands behind WITH, worked out: string, decimal, bool, DateTimeOffset, TimeSpan or null.</param>
/// <param name="Columns">All columns of the record.</param>
public sealed record TrackActionCall(
    TrackToken Token, int TrackVersion, string Record, string Step, string IdempotencyKey, IReadOnlyList<object?> Arguments, IReadOnlyDictionary<string, object?> Columns);
