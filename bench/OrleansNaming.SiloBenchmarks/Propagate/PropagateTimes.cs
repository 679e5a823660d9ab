using OrleansNaming.Benchmarks.Measuring;

namespace OrleansNaming.SiloBenchmarks.Propagate;

/// <summary>What was measured by turns.</summary>
internal sealed class PropagateTimes
{
    private readonly List<double> _changes = [];
    private readonly List<double> _heard = [];
    private readonly List<double> _acknowledged = [];

    /// <summary>From "the storage write is done" until the last other silo can read the change.</summary>
    public Sample Changes => new(_changes);

    /// <summary>A bare fan-out until the last silo has heard it.</summary>
    public Sample Heard => new(_heard);

    /// <summary>A bare fan-out until the last acknowledgement is back.</summary>
    public Sample Acknowledged => new(_acknowledged);

    public void Add(double change, double heard, double acknowledged)
    {
        _changes.Add(change);
        _heard.Add(heard);
        _acknowledged.Add(acknowledged);
    }
}
