using OrleansNaming.Replica;
using OrleansNaming.Resolution;
using OrleansNaming.Tree;

namespace OrleansNaming;

/// <summary>Questions to the directory in this process's memory.</summary>
public static class NamingReplicaExtensions
{
    /// <summary>
    /// The instances of a name that answer a question, through the same stages as <see cref="INamingClient.ResolveAsync"/>: tags, zone,
    /// scope, and then without those of draining servers, as long as others are left.
    /// </summary>
    /// <param name="replica">The directory.</param>
    /// <param name="name">The full path.</param>
    /// <param name="options">What is asked; <c>new()</c> for nothing beyond the name. Not <see cref="ReadOptions.AtLeast"/>, nor a session: a replica does not wait.</param>
    /// <returns>The live set itself, without allocating, when all of it answers.</returns>
    /// <exception cref="ArgumentException"><see cref="ReadOptions.AtLeast"/> or <see cref="ReadOptions.Session"/> is set.</exception>
    /// <exception cref="NamingException">Links of the tree are followed, and these lead in a circle (<see cref="Refusal.LinkLoop"/>).</exception>
    public static InstanceSet Resolve(this INamingReplica replica, ReadOnlySpan<char> name, ResolveOptions options)
    {
        ArgumentNullException.ThrowIfNull(replica);
        ArgumentNullException.ThrowIfNull(options);
        return !options.Demands
            ? ResolutionPipeline.Narrow(replica is DirectoryReplica known ? TreeReader.Resolve(known, name) : replica.Resolve(name), options, asker: (replica as DirectoryReplica)?.Asker)
            : throw new ArgumentException("a replica does not wait for a demanded state: use INamingClient.ResolveAsync", nameof(options));
    }
}
