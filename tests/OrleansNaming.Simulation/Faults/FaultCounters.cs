namespace OrleansNaming.Simulation.Faults;

/// <summary>How often each fault struck.</summary>
internal sealed class FaultCounters
{
    public static IReadOnlyList<Fault> All { get; } = Enum.GetValues<Fault>();

    private static readonly Fault[] NotOnSilos =
    [
        Fault.Loss, Fault.BurstLoss, Fault.Duplicate, Fault.Reorder, Fault.DatagramFlip, Fault.DatagramTruncation, Fault.PartitionMulticastOnly,
        Fault.PartitionUnicastOnly, Fault.CallRefused, Fault.ListFlip, Fault.RestartWithDisk, Fault.RestartWithoutDisk, Fault.RestartWithOldDisk,
        Fault.ClonedDisk, Fault.FailedSync, Fault.UnsyncedLost, Fault.TornWrite, Fault.DiskFlip, Fault.DiskFull, Fault.DiskReadOnly,
        Fault.ForgedNotice, Fault.ForgedOwner, Fault.Garbage, Fault.Replay, Fault.StaleReplay,
    ];

    private readonly long[] _counts = new long[All.Count];

    public long this[Fault fault] => _counts[(int)fault];

    public void Strike(Fault fault) => _counts[(int)fault]++;

    public void Add(FaultCounters other)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += other._counts[i];
        }
    }

    /// <summary>What can strike on an engine.</summary>
    public static IReadOnlyList<Fault> Of(SimEngine engine) =>
        [.. All.Where(fault => engine == SimEngine.Lan ? fault is < Fault.NotInView or > Fault.SecondSilo : !NotOnSilos.Contains(fault))];

    public IEnumerable<Fault> Never(SimEngine engine) => Of(engine).Where(fault => this[fault] == 0);

    public override string ToString() => string.Join(' ', All.Where(fault => this[fault] > 0).Select(fault => $"{fault}={this[fault]}"));
}
