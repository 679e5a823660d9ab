using System.Text.Json;
using OrleansNaming.Gateway.Access;

namespace OrleansNaming.Tracks.Stores;

/// <summary>Rights that all servers of a group share.</summary>
internal sealed class SqlRightStore(SqlAccessStore store) : IRightStore
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Right>> ReadAsync(CancellationToken cancellationToken) =>
        [.. (await store.ReadAsync(cancellationToken)).Where(row => row.Kind == SqlAccessStore.Right).Select(row => JsonSerializer.Deserialize(row.Value, RightJson.Default.Right)!)];

    /// <inheritdoc/>
    public Task PutAsync(Right right, CancellationToken cancellationToken) =>
        store.PutAsync(SqlAccessStore.Right, right.Name, JsonSerializer.Serialize(right, RightJson.Default.Right), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> RemoveAsync(string name, CancellationToken cancellationToken) => store.RemoveAsync(SqlAccessStore.Right, name, cancellationToken);
}
