using OrleansNaming.Benchmarks.Measuring;

namespace OrleansNaming.Benchmarks.Propagate;

/// <summary>What a run took.</summary>
/// <param name="Change">From the call to readable in the last of the other replicas.</param>
/// <param name="Fsync">One bare write and fsync.</param>
/// <param name="Multicast">One bare multicast, to its last receiver.</param>
/// <param name="Stages">Where a change's time went.</param>
/// <param name="WrittenBytes">What a change writes.</param>
/// <param name="SentBytes">What a change sends.</param>
internal sealed record PropagateTimes(
    Sample Change, Sample Fsync, Sample Multicast, IReadOnlyList<(string Name, Sample Times)> Stages, int WrittenBytes, int SentBytes)
{
    /// <summary>How much longer each change took than the bare fsync of its own turn.</summary>
    public Sample BeyondFsync => new([.. Change.InOrder.Zip(Fsync.InOrder, (change, fsync) => change - fsync)]);
}
