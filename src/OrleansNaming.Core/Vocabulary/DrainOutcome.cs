namespace OrleansNaming;

/// <summary>What a drain may be sure of.</summary>
public enum DrainOutcome
{
    /// <summary>Every node that may answer has confirmed: none resolves the server while others are left.</summary>
    Completed = 0,

    /// <summary>All that were heard have; those that are listed were silent already, and their death is not proven: cut off, they may answer with it.</summary>
    CompletedExcept,

    /// <summary>The time-out came first: those that are listed have not confirmed. The server stays draining; ask again to go on waiting.</summary>
    Unconfirmed,
}
