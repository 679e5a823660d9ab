using OrleansNaming.Storage;

namespace OrleansNaming.Lan.Storage;

/// <summary>The journal as one file, <c>state</c>: appended and synced, or replaced whole. What the bytes mean is Core's (<c>Log</c>).</summary>
internal sealed class StateFile : IOwnerStore
{
    /// <summary>A journal is rewritten long before this size; a bigger file is not ours, and is not read into memory.</summary>
    public const long BytesMax = 256L << 20;

    /// <summary>How many damaged files are kept; the oldest goes.</summary>
    public const int DamagedMax = 4;

    private readonly string _path;
    private FileStream? _file;
    private long _length;

    public StateFile(string folder) => _path = Path.Combine(folder, "state");

    /// <summary>The stored bytes, whole; empty when there is no file yet.</summary>
    /// <exception cref="IOException">It can't be read.</exception>
    public byte[] Read()
    {
        if (!File.Exists(_path))
        {
            return [];
        }

        var length = new FileInfo(_path).Length;
        return length <= BytesMax
            ? File.ReadAllBytes(_path)
            : throw new IOException($"{_path} has {length} bytes, more than any state of ours ({BytesMax}): move it away");
    }

    /// <summary>Keeps a copy of a damaged file for inspection. A copy, not a rename: the journal stands until its new state replaces it.</summary>
    /// <returns>The copy's path.</returns>
    public string KeepDamaged(DateTimeOffset now)
    {
        var copy = FormattableString.Invariant($"{_path}.damaged-{now.UtcDateTime:yyyyMMdd'T'HHmmssfff}");
        File.Copy(_path, copy, overwrite: true);
        var folder = Path.GetDirectoryName(_path)!;
        foreach (var old in Directory.GetFiles(folder, "state.damaged-*").Order(StringComparer.Ordinal).SkipLast(DamagedMax))
        {
            File.Delete(old);
        }

        return copy;
    }

    public void Append(IReadOnlyList<ReadOnlyMemory<byte>> records)
    {
        _file ??= Open();
        RandomAccess.Write(_file.SafeFileHandle, records, _length);
        RandomAccess.FlushToDisk(_file.SafeFileHandle);
        _length += records.Sum(record => (long)record.Length);
    }

    public void Replace(ReadOnlyMemory<byte> bytes)
    {
        Close();
        PrivateFile.Replace(_path, bytes.Span);
    }

    public void Dispose() => Close();

    private FileStream Open()
    {
        var isNew = !File.Exists(_path);
        var file = PrivateFile.Open(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        if (isNew)
        {
            FolderSync.Flush(Path.GetDirectoryName(_path)!);
        }

        _length = file.Length;
        return file;
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }
}
