namespace OrleansNaming.Benchmarks.Nodes;

/// <summary>The floor's disk: as many bytes at the end of a file beside the owner's, and one fsync.</summary>
internal sealed class BareDisk(Place place) : IDisposable
{
    private readonly FileStream _file = new(Path.Combine(place.Folder, "bare"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
    private long _length;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(_file.SafeFileHandle, bytes, _length);
        RandomAccess.FlushToDisk(_file.SafeFileHandle);
        _length += bytes.Length;
    }

    public void Dispose() => _file.Dispose();
}
