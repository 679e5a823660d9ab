namespace OrleansNaming.Api;

/// <summary>A track.</summary>
/// <param name="Track">Its name.</param>
/// <param name="Owner">Who owns it; null when nobody does.</param>
/// <param name="Epoch">Since which change of hands.</param>
/// <param name="Claimants">Who claims it.</param>
internal sealed record ApiTrack(string Track, string? Owner, ulong Epoch, IReadOnlyList<string> Claimants);
