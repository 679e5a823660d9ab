namespace OrleansNaming.Wire.Clients;

/// <summary>Nothing is new, and the node is there. Also what a word of a later version is taken for.</summary>
internal sealed record FollowPulse : FollowWord;
