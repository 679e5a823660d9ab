namespace OrleansNaming.Node;

/// <summary>What the host's faces serve: told to an owner with an acknowledgement, for the report of a drain.</summary>
/// <param name="Followers">Followers and watchers that are connected.</param>
/// <param name="LongestTtl">How long a client of HTTP or DNS may hold an answer of this node.</param>
internal sealed record FacesTold(int Followers, TimeSpan LongestTtl) : Input;
