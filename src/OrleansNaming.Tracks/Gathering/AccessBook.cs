using System.Collections.Frozen;
using System.Text.Json;
using OrleansNaming.Api;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Gathering;

/// <summary>The databases that tracks may ask and the hosts that they may call, in this server's memory: what is configured, and what administrators added while the group runs (row E35). Thread-safe.</summary>
internal sealed class AccessBook(SqlAccessStore store, IDictionary<string, TrackConnectionOptions> configured, IEnumerable<string> configuredHosts)
{
    private readonly FrozenDictionary<string, TrackConnectionOptions> _configured = configured.ToFrozenDictionary(StringComparer.Ordinal);
    private readonly FrozenSet<string> _configuredHosts = configuredHosts.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    private FrozenDictionary<string, ApiTrackConnection> _added = FrozenDictionary<string, ApiTrackConnection>.Empty;
    private FrozenSet<string> _hosts = FrozenSet<string>.Empty;

    /// <summary>Names that tracks may refer to, beside <c>main</c>.</summary>
    public IEnumerable<string> Names => _configured.Keys.Concat(Volatile.Read(ref _added).Keys);

    /// <summary>All, by name: the configured ones as they are, without their connection strings, which may hold a password.</summary>
    public ApiTrackConnectionList All => new(
        [
            .. _configured.Select(pair => new ApiTrackConnection(pair.Key, pair.Value.Provider, null, pair.Value.Secret, pair.Value.Timeout.TotalSeconds, pair.Value.RowsMax, true))
                .Concat(Volatile.Read(ref _added).Values.Where(added => !IsConfigured(added.Name))).OrderBy(one => one.Name, StringComparer.Ordinal),
        ],
        [.. _configuredHosts.Union(Volatile.Read(ref _hosts), StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)]);

    public bool IsConfigured(string name) => _configured.ContainsKey(name);

    public bool IsConfiguredHost(string host) => _configuredHosts.Contains(host);

    /// <summary>How to reach a database; null when nobody named it. What is configured counts before what was added.</summary>
    public TrackConnectionOptions? Find(string name) =>
        _configured.GetValueOrDefault(name) ?? (Volatile.Read(ref _added).GetValueOrDefault(name) is { } added
            ? new TrackConnectionOptions { Provider = added.Provider, ConnectionString = added.ConnectionString ?? "", Secret = added.Secret, Timeout = TimeSpan.FromSeconds(added.TimeoutSeconds), RowsMax = added.RowsMax }
            : null);

    public bool MayCall(string host) => MayCall(_configuredHosts, host) || MayCall(Volatile.Read(ref _hosts), host);

    /// <summary>Reads what was added.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var rows = await store.ReadAsync(cancellationToken);
        Volatile.Write(ref _added, rows.Where(row => row.Kind == SqlAccessStore.Connection).Select(row => JsonSerializer.Deserialize(row.Value, ApiJson.Default.ApiTrackConnection)!)
            .ToFrozenDictionary(added => added.Name, StringComparer.Ordinal));
        Volatile.Write(ref _hosts, rows.Where(row => row.Kind == SqlAccessStore.Host).Select(row => row.Name).ToFrozenSet(StringComparer.OrdinalIgnoreCase));
    }

    private static bool MayCall(FrozenSet<string> hosts, string host) => hosts.Contains("*") || hosts.Contains(host);
}
