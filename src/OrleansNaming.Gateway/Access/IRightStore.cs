namespace OrleansNaming.Gateway.Access;

/// <summary>Where granted rights are kept.</summary>
internal interface IRightStore
{
    /// <summary>All of them, by name.</summary>
    Task<IReadOnlyList<Right>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Keeps a right in place of one of its name.</summary>
    Task PutAsync(Right right, CancellationToken cancellationToken);

    /// <returns>False when there was none.</returns>
    Task<bool> RemoveAsync(string name, CancellationToken cancellationToken);
}
