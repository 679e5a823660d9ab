using OrleansNaming.Replica;
using OrleansNaming.Resolution;

namespace OrleansNaming.HttpResolution;

/// <summary>From this process's memory; the client is asked only for what a replica that is not complete yet does not have.</summary>
internal sealed class ReplicaLiveSets(INamingReplica replica, INamingClient client) : ILiveSets
{
    public ValueTask<InstanceSet> GetAsync(string name, CancellationToken cancellationToken)
    {
        var found = replica.Resolve(name);
        found = ResolutionPipeline.Scope(found, (replica as DirectoryReplica)?.Asker ?? Asker.Outsider);
        return found.Count > 0 || replica.IsComplete ? new(found) : new(client.ResolveAsync(name, options: null, cancellationToken));
    }
}
