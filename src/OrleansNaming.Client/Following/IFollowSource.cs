using OrleansNaming.Wire.Clients;

namespace OrleansNaming.Following;

/// <summary>How a follower hears a node: over HTTP, or through an Orleans client.</summary>
internal interface IFollowSource
{
    /// <summary>The node that is heard, or is asked next, for the log.</summary>
    string Node { get; }

    /// <summary>Asks a node for what is not held, and hears it until it falls silent.</summary>
    /// <exception cref="NamingException">There is none, or it refused.</exception>
    /// <exception cref="IOException">It ended, fell silent, or said what cannot be read.</exception>
    IAsyncEnumerable<FollowWord> FollowAsync(IReadOnlyList<Held> have, CancellationToken ends);

    /// <summary>Prefers another node from now on.</summary>
    void Leave();
}
