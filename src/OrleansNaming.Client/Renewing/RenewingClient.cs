namespace OrleansNaming.Renewing;

/// <summary>The client that applications get: what is registered through it is renewed until it is taken back or the process ends.</summary>
internal sealed class RenewingClient(DirectClient direct, GuestRenewals renewals) : INamingClient
{
    private readonly INamingClient _client = direct.Client;

    public async Task<Token> RegisterAsync(Registration registration, CancellationToken cancellationToken = default)
    {
        var token = await _client.RegisterAsync(registration, cancellationToken).ConfigureAwait(false);
        if (registration.Lease > TimeSpan.Zero)
        {
            renewals.Keep(registration);
        }

        return token;
    }

    public Task RenewAsync(string name, string instanceId, CancellationToken cancellationToken = default) =>
        _client.RenewAsync(name, instanceId, cancellationToken);

    public Task TellHealthAsync(string name, string instanceId, string check, InstanceHealth health, string output = "", CancellationToken cancellationToken = default) =>
        _client.TellHealthAsync(name, instanceId, check, health, output, cancellationToken);

    public Task<Token> DeregisterAsync(string name, string instanceId, CancellationToken cancellationToken = default)
    {
        // First: a renewal between the two would register it again.
        renewals.Forget(name, instanceId);
        return _client.DeregisterAsync(name, instanceId, cancellationToken);
    }

    public Task<InstanceSet> ResolveAsync(string name, ResolveOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.ResolveAsync(name, options, cancellationToken);

    public Task<Explanation> ExplainAsync(string name, ResolveOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.ExplainAsync(name, options, cancellationToken);

    public Task<NameList> ListAsync(string context = "", string? after = null, CancellationToken cancellationToken = default) =>
        _client.ListAsync(context, after, cancellationToken);

    public IAsyncEnumerable<NamingChange> WatchAsync(string name = "", CancellationToken cancellationToken = default) =>
        _client.WatchAsync(name, cancellationToken);

    public Task<NameList> ListAsync(string context, string? after, ReadOptions options, CancellationToken cancellationToken = default) =>
        _client.ListAsync(context, after, options, cancellationToken);

    public IAsyncEnumerable<NamingChange> WatchAsync(string name, ReadOptions options, CancellationToken cancellationToken = default) =>
        _client.WatchAsync(name, options, cancellationToken);
}
