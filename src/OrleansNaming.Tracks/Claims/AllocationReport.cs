namespace OrleansNaming.Tracks.Claims;

/// <summary>Why a track is where it is, as one server sees it.</summary>
/// <param name="Track">The track.</param>
/// <param name="Owner">The live server that says it owns it; null when none does.</param>
/// <param name="Winner">Who wins the present claims; null when nobody claims it.</param>
/// <param name="Bidders">Every available server.</param>
internal sealed record AllocationReport(string Track, ServerId? Owner, ServerId? Winner, IReadOnlyList<Bidder> Bidders);
