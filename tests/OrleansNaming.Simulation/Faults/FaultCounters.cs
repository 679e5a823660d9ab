namespace OrleansNaming.Simulation.Faults;

/// <summary>How often each fault struck.</summary>
internal sealed class FaultCounters
{
    public static IReadOnlyList<Fault> All { get; } = Enum.GetValues<Fault>();

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

    public IEnumerable<Fault> Never() => All.Where(fault => this[fault] == 0);

    public override string ToString() => string.Join(' ', All.Where(fault => this[fault] > 0).Select(fault => $"{fault}={this[fault]}"));
}
