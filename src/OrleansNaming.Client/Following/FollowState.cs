namespace OrleansNaming.Following;

/// <summary>How a follower stands to the nodes, for health.</summary>
internal enum FollowState
{
    /// <summary>Nothing was heard and nothing was on disk.</summary>
    Empty = 0,

    /// <summary>Holds what was known when it last heard; no node is heard.</summary>
    Stale,

    /// <summary>Hears a node that is not complete yet.</summary>
    Joining,

    /// <summary>Hears a complete node.</summary>
    Following,
}
