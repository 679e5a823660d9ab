namespace OrleansNaming.Api;

/// <summary>What became of a name at the answering server.</summary>
/// <param name="Name">What was asked.</param>
/// <param name="Begin">From when on everything is remembered; null before anything was applied.</param>
/// <param name="AsOf">The time of <paramref name="Instances"/>; null where none was asked for.</param>
/// <param name="Exact">Whether each of <paramref name="Instances"/> is as it was then; false: some as it was after a change.</param>
/// <param name="Instances">The live set at that time; null where none was asked for.</param>
/// <param name="Changes">What changed, the oldest first, up to that time.</param>
internal sealed record ApiHistory(
    string Name, DateTimeOffset? Begin, DateTimeOffset? AsOf, bool? Exact, IReadOnlyList<ApiInstance>? Instances, IReadOnlyList<ApiPastChange> Changes);
