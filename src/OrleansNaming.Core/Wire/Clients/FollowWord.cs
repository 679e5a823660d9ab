namespace OrleansNaming.Wire.Clients;

/// <summary>What a node says to a follower: <see cref="FollowHello"/>, <see cref="FollowOwner"/>, <see cref="FollowComplete"/> or <see cref="FollowPulse"/>.</summary>
internal abstract record FollowWord;
