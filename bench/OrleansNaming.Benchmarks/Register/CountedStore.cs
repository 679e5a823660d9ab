using OrleansNaming.Lan.Storage;

namespace OrleansNaming.Benchmarks.Register;

/// <summary>The real state file, counting its syncs.</summary>
internal sealed class CountedStore(IOwnerStore real, Action synced) : IOwnerStore
{
    public void Append(IReadOnlyList<ReadOnlyMemory<byte>> records)
    {
        real.Append(records);
        synced();
    }

    public void Replace(ReadOnlyMemory<byte> bytes)
    {
        real.Replace(bytes);
        synced();
    }

    public void Dispose() => real.Dispose();
}
