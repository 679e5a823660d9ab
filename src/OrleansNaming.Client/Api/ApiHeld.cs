namespace OrleansNaming.Api;

/// <summary>What a follower has of one owner.</summary>
/// <param name="Stamp">The token of its state.</param>
/// <param name="Digest">That state's digest, in hexadecimal.</param>
internal sealed record ApiHeld(string Stamp, string Digest);
