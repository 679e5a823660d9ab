using OrleansNaming.Lan.Storage;

namespace OrleansNaming.Benchmarks.Propagate;

/// <summary>The real state file, with a milestone before and behind each write.</summary>
internal sealed class NotedStore(IOwnerStore real, Milestones milestones) : IOwnerStore
{
    public void Append(IReadOnlyList<ReadOnlyMemory<byte>> records)
    {
        var first = milestones.Pass(milestones.AtDisk);
        real.Append(records);
        if (first)
        {
            milestones.Pass(milestones.Durable);
            milestones.LastWritten = records[0].ToArray();
        }
    }

    public void Replace(ReadOnlyMemory<byte> bytes) => real.Replace(bytes);

    public void Dispose() => real.Dispose();
}
