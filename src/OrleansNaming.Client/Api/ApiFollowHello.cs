namespace OrleansNaming.Api;

/// <summary>The first event of a follow: who answers.</summary>
internal sealed record ApiFollowHello(string Cluster, string Server);
