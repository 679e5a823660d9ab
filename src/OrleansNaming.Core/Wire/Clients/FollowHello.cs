namespace OrleansNaming.Wire.Clients;

/// <summary>The first word: who answers.</summary>
internal sealed record FollowHello(string Cluster, string Server) : FollowWord;
