namespace OrleansNaming;

/// <summary>The directory in this process's memory. Every member is synchronous, makes no call, and may be used from any thread.</summary>
public interface INamingReplica
{
    /// <summary>Whether every owner that is known of is held, or is known to be gone; false while still joining (design rule 12).</summary>
    bool IsComplete { get; }

    /// <summary>The live instances of a name; empty when nothing is bound. Allocates nothing.</summary>
    /// <param name="name">The full path.</param>
    InstanceSet Resolve(ReadOnlySpan<char> name);

    /// <summary>A handle that stays current: resolve once, read for ever.</summary>
    /// <param name="name">The full path; need not be bound yet.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is no valid name.</exception>
    NameHandle GetHandle(string name);
}
