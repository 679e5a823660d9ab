namespace OrleansNaming.Tracks.Stores;

/// <summary>What became of a record that failed.</summary>
public enum FailureOutcome
{
    /// <summary>It will be ready again after a wait.</summary>
    Waits,

    /// <summary>It failed too often: a dead letter.</summary>
    Dead,

    /// <summary>Nothing was changed: it is done, or dead, or this very failure was noted before.</summary>
    NotedBefore,

    /// <summary>Nothing was changed: the token is not the present one.</summary>
    FencedOut,
}
