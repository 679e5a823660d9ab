namespace OrleansNaming.Api;

/// <summary>What a track would do now, without doing it.</summary>
/// <param name="Track">The track.</param>
/// <param name="Step">Its first step.</param>
/// <param name="Found">How many records its query finds.</param>
/// <param name="Records">The first of them.</param>
internal sealed record ApiDryRun(string Track, string Step, int Found, IReadOnlyList<ApiDryRecord> Records);
