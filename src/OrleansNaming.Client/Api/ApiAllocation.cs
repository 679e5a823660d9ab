namespace OrleansNaming.Api;

/// <summary>Why a track is where it is.</summary>
/// <param name="Track">The track.</param>
/// <param name="Owner">The server that owns it; null when none does.</param>
/// <param name="Winner">Who wins the present claims; null when nobody claims it.</param>
/// <param name="Bidders">Every available server: fewest owned tracks wins, then the lowest id.</param>
internal sealed record ApiAllocation(string Track, string? Owner, string? Winner, IReadOnlyList<ApiBidder> Bidders);
