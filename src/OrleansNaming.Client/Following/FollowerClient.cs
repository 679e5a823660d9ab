using OrleansNaming.InProcess;

namespace OrleansNaming.Following;

/// <summary>
/// The naming client of a follower: writes go to a node, reads come from the replica. While the replica is not complete yet, a node is
/// asked for what is not in it.
/// </summary>
internal sealed class FollowerClient(INamingClient remote, FollowedDirectory directory, DirectoryReader reader) : INamingClient
{
    public Task<Token> RegisterAsync(Registration registration, CancellationToken cancellationToken = default) =>
        remote.RegisterAsync(registration, cancellationToken);

    public Task RenewAsync(string name, string instanceId, CancellationToken cancellationToken = default) =>
        remote.RenewAsync(name, instanceId, cancellationToken);

    public Task TellHealthAsync(string name, string instanceId, string check, InstanceHealth health, string output = "", CancellationToken cancellationToken = default) =>
        remote.TellHealthAsync(name, instanceId, check, health, output, cancellationToken);

    public Task<Token> DeregisterAsync(string name, string instanceId, CancellationToken cancellationToken = default) =>
        remote.DeregisterAsync(name, instanceId, cancellationToken);

    public async Task<InstanceSet> ResolveAsync(string name, ResolveOptions? options = null, CancellationToken cancellationToken = default)
    {
        NameArgument.ThrowIfInvalid(name);
        var replica = directory.Replica;
        return replica.IsComplete || (replica.Resolve(name).Count > 0 && options is not { Demands: true })
            ? await reader.ResolveAsync(name, options, cancellationToken).ConfigureAwait(false)
            : await remote.ResolveAsync(name, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Explains what this replica answers; the nodes may know of more.</summary>
    public Task<Explanation> ExplainAsync(string name, ResolveOptions? options = null, CancellationToken cancellationToken = default) =>
        reader.ExplainAsync(name, options, asker: null, cancellationToken);

    public async Task<NameList> ListAsync(string context = "", string? after = null, CancellationToken cancellationToken = default)
    {
        if (!directory.Replica.IsComplete)
        {
            try
            {
                return await remote.ListAsync(context, after, cancellationToken).ConfigureAwait(false);
            }
            catch (NamingException unreachable) when (unreachable.Refusal == Refusal.Unreachable && directory.Replica.Owners.Count > 0)
            {
                // The last known good, which says of itself that it is not complete.
            }
        }

        return await reader.ListAsync(context, after).ConfigureAwait(false);
    }

    public IAsyncEnumerable<NamingChange> WatchAsync(string name = "", CancellationToken cancellationToken = default) =>
        reader.WatchAsync(name, cancellationToken);

    public Task<NameList> ListAsync(string context, string? after, ReadOptions options, CancellationToken cancellationToken = default) =>
        directory.Replica.IsComplete ? reader.ListAsync(context, after, options, cancellationToken) : remote.ListAsync(context, after, options, cancellationToken);

    public IAsyncEnumerable<NamingChange> WatchAsync(string name, ReadOptions options, CancellationToken cancellationToken = default) =>
        reader.WatchAsync(name, options, cancellationToken);
}
