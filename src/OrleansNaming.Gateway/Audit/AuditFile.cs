using System.Text.Json;
using OrleansNaming.Api;
using OrleansNaming.Storage;

namespace OrleansNaming.Gateway.Audit;

/// <summary>
/// One server's audit in a file, a line of JSON each: <c>audit.jsonl</c>, and <c>audit.1.jsonl</c> with what came before it. Bounded: the elder one is dropped when the newer reaches <see cref="BytesMax"/>,
/// so that between one and two times as much is kept. A row is on the disk when its call is answered. A line that is torn or not ours is skipped.
/// </summary>
internal sealed class AuditFile(Func<string> folder) : IAuditLog, IDisposable
{
    /// <summary>Of one file: about 15,000 rows.</summary>
    public const int BytesMax = 4 << 20;

    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Invariant: the highest id that stands in the files; null before they were read.</summary>
    private long? _last;

    private string Current => Path.Combine(folder(), "audit.jsonl");

    private string Former => Path.Combine(folder(), "audit.1.jsonl");

    /// <inheritdoc/>
    public async Task WriteAsync(ApiAuditRow row, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            PrivateFile.CreateFolder(folder());
            _last ??= Rows().Select(known => known.Id).DefaultIfEmpty().Max();
            Append(JsonSerializer.SerializeToUtf8Bytes(row with { Id = _last.Value + 1 }, ApiJson.Default.ApiAuditRow));
            _last++;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ApiAuditRow>> ReadAsync(long before, int limit, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return [.. Rows().Where(row => row.Id < before).OrderByDescending(row => row.Id).Take(limit)];
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private void Append(byte[] line)
    {
        if (new FileInfo(Current) is { Exists: true, Length: var length } && length + line.Length > BytesMax)
        {
            File.Move(Current, Former, overwrite: true);
        }

        using var file = PrivateFile.Open(Current, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        file.Write([(byte)'\n', .. line]); // in front, so that a torn line before it ends there
        file.Flush(flushToDisk: true);
    }

    private IEnumerable<ApiAuditRow> Rows() => new[] { Former, Current }.Where(File.Exists).SelectMany(File.ReadLines).Select(Read).OfType<ApiAuditRow>();

    private static ApiAuditRow? Read(string line)
    {
        try
        {
            return line.Length == 0 ? null : JsonSerializer.Deserialize(line, ApiJson.Default.ApiAuditRow);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
