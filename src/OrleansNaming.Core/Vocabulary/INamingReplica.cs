namespace OrleansNaming;

/// <summary>The directory in this process's memory. Every member is synchronous, makes no call, and may be used from any thread.</summary>
public interface INamingReplica
{
    /// <summary>Whether every owner that is known of is held, or is known to be gone; false while still joining (design rule 12).</summary>
    bool IsComplete { get; }

    /// <summary>
    /// The live set of a name as it stands in its slot: whatever serves, also what is draining; empty when nothing is bound. One lookup,
    /// allocates nothing. <c>Resolve(name, options)</c> asks it through the stages of a resolve (tags, zone, scope, health, drain, nearest), as the client, the API
    /// and HttpClient do.
    /// </summary>
    /// <param name="name">The full path.</param>
    InstanceSet Resolve(ReadOnlySpan<char> name);

    /// <summary>A handle that stays current: resolve once, read for ever.</summary>
    /// <param name="name">The full path; need not be bound yet.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is no valid name.</exception>
    NameHandle GetHandle(string name);
}
