using System.Text.Json;
using OrleansNaming.Storage;

namespace OrleansNaming.Gateway.Access;

/// <summary>One server's granted rights in a file, <c>rights.json</c>, replaced whole at each change. A file that cannot be read gives nobody anything.</summary>
internal sealed class RightFile(Func<string> folder) : IRightStore, IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    private string Name => Path.Combine(folder(), "rights.json");

    /// <inheritdoc/>
    public Task<IReadOnlyList<Right>> ReadAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Right>>(Read());

    /// <inheritdoc/>
    public Task PutAsync(Right right, CancellationToken cancellationToken) =>
        ChangeAsync(rights => [.. rights.Where(known => known.Name != right.Name).Append(right).OrderBy(known => known.Name, StringComparer.Ordinal)], cancellationToken);

    /// <inheritdoc/>
    public Task<bool> RemoveAsync(string name, CancellationToken cancellationToken) => ChangeAsync(rights => [.. rights.Where(known => known.Name != name)], cancellationToken);

    public void Dispose() => _one.Dispose();

    /// <returns>Whether there are fewer now.</returns>
    private async Task<bool> ChangeAsync(Func<List<Right>, List<Right>> change, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var before = Read();
            var after = change(before);
            Write(after);
            return after.Count < before.Count;
        }
        finally
        {
            _one.Release();
        }
    }

    private List<Right> Read()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(Name), RightJson.Default.ListRight) ?? [];
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
    }

    private void Write(List<Right> rights)
    {
        PrivateFile.CreateFolder(folder());
        PrivateFile.Replace(Name, JsonSerializer.SerializeToUtf8Bytes(rights, RightJson.Default.ListRight));
    }
}
