using OrleansNaming.Node;

namespace OrleansNaming.InProcess;

/// <summary>The naming client of a node: writes go to its engine, reads come from its replica.</summary>
internal sealed class EngineClient(INamingEngine engine, DirectoryReader reader) : INamingClient, INamingNode
{
    public Task<Token> RegisterAsync(Registration registration, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registration);
        return registration.Check() is { } wrong
            ? throw new NamingException(Refusal.Invalid, wrong)
            : CommitAsync(new RegisterGuest(registration), cancellationToken);
    }

    public Task RenewAsync(string name, string instanceId, CancellationToken cancellationToken = default) =>
        CommitAsync(new RenewGuest(name, instanceId), cancellationToken);

    public Task TellHealthAsync(string name, string instanceId, string check, InstanceHealth health, string output = "", CancellationToken cancellationToken = default) =>
        CommitAsync(new TellHealth(new EntryKey(name, instanceId), check, health, output), cancellationToken);

    public Task<Token> DeregisterAsync(string name, string instanceId, CancellationToken cancellationToken = default) =>
        CommitAsync(new DeregisterGuest(name, instanceId), cancellationToken);

    public Task<InstanceSet> ResolveAsync(string name, ResolveOptions? options = null, CancellationToken cancellationToken = default) =>
        reader.ResolveAsync(name, options, cancellationToken);

    public Task<Explanation> ExplainAsync(string name, ResolveOptions? options = null, CancellationToken cancellationToken = default) =>
        reader.ExplainAsync(name, options, asker: null, cancellationToken);

    public Task<NameList> ListAsync(string context = "", string? after = null, CancellationToken cancellationToken = default) =>
        reader.ListAsync(context, after);

    public IAsyncEnumerable<NamingChange> WatchAsync(string name = "", CancellationToken cancellationToken = default) =>
        reader.WatchAsync(name, cancellationToken);

    public Task<NameList> ListAsync(string context, string? after, ReadOptions options, CancellationToken cancellationToken = default) =>
        reader.ListAsync(context, after, options, cancellationToken);

    public IAsyncEnumerable<NamingChange> WatchAsync(string name, ReadOptions options, CancellationToken cancellationToken = default) =>
        reader.WatchAsync(name, options, cancellationToken);

    public ServerId Server => engine.Server;

    public async Task<DrainReport> DrainAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        var completed = await engine.CommitAsync(new Drain(timeout), cancellationToken).ConfigureAwait(false);
        return completed.Refusal == Refusal.None ? completed.Drain ?? throw new NamingException(Refusal.Invalid, "this engine cannot tell who has confirmed a drain")
            : throw new NamingException(completed.Refusal, completed.Message);
    }

    public Task<Token> UndrainAsync(CancellationToken cancellationToken = default) => CommitAsync(new SetStatus(OwnerStatus.Serving), cancellationToken);

    /// <summary>Carries a change out, or throws what the engine refused.</summary>
    internal async Task<Token> CommitAsync(Change change, CancellationToken cancellationToken)
    {
        var completed = await engine.CommitAsync(change, cancellationToken).ConfigureAwait(false);
        return completed.Refusal == Refusal.None ? completed.Token : throw new NamingException(completed.Refusal, completed.Message);
    }
}
