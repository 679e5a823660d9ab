namespace OrleansNaming;

/// <summary>Why a request was not carried out. Expected, hence a value; the HTTP status of each stands in docs/api.md.</summary>
public enum Refusal
{
    /// <summary>It was carried out.</summary>
    None = 0,

    /// <summary>The request itself is wrong; the message names what and what to do.</summary>
    Invalid,

    /// <summary>There is no such name, guest or server.</summary>
    NotFound,

    /// <summary>Bound already, and bind does not replace (row B14).</summary>
    AlreadyBound,

    /// <summary>Not written to one peer within 2 s; the record stays, a retry is the same write (rule 14).</summary>
    NotReplicated,

    /// <summary>Another live process owns this server name (rule 2).</summary>
    Superseded,

    /// <summary>Not ready: still joining, or the directory is incomplete.</summary>
    NotReady,

    /// <summary>The demanded state was not reached in time.</summary>
    NotReached,

    /// <summary>The write that the token stands for was lost with its server's storage (rule 17).</summary>
    WriteLost,

    /// <summary>A cap was reached; the message names it.</summary>
    TooMany,

    /// <summary>The key is missing or wrong.</summary>
    Forbidden,

    /// <summary>Storage failed; nothing was changed.</summary>
    StorageFailed,

    /// <summary>No server could be reached.</summary>
    Unreachable,

    /// <summary>The node is stopping.</summary>
    Stopping,

    /// <summary>The context has names below it (JNDI: ContextNotEmptyException).</summary>
    NotEmpty,

    /// <summary>The name is bound, and not to a context (JNDI: NotContextException).</summary>
    NotContext,

    /// <summary>Links lead back to where they began, or are more than 16 in a row (JNDI: LinkLoopException).</summary>
    LinkLoop,
}
