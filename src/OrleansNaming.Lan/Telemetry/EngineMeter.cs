using System.Diagnostics.Metrics;

namespace OrleansNaming.Lan.Telemetry;

/// <summary>
/// The engine's instruments, in the meter <see cref="Name"/>. Every tag has few values: kinds, reasons and states, never names or addresses.
/// </summary>
internal sealed class EngineMeter : IDisposable
{
    /// <summary>The name of the meter and of the activity source: <c>OrleansNaming</c>.</summary>
    public const string Name = "OrleansNaming";

    // Made once: this is called several times a step.
    private static readonly KeyValuePair<string, object?>[] Kinds = [.. Enum.GetNames<ObservationKind>().Select(kind => new KeyValuePair<string, object?>("naming.kind", kind))];

    private readonly Meter _meter;
    private readonly Counter<long> _observations;
    private readonly Counter<long> _dropped;
    private readonly Histogram<double> _pulls;
    private readonly Histogram<double> _syncs;
    private readonly Histogram<double> _applies;
    private readonly Histogram<double> _convergence;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">The application's meters; null where there is none.</param>
    public EngineMeter(IMeterFactory? meters = null)
    {
        _meter = meters?.Create(Name) ?? new Meter(Name);
        _observations = _meter.CreateCounter<long>("naming.observations", "{observation}", "What happened in this node, by kind.");
        _dropped = _meter.CreateCounter<long>("naming.datagrams.dropped", "{datagram}", "Datagrams and pulls that were not opened, by reason.");
        _pulls = _meter.CreateHistogram<double>("naming.pull.duration", "s", "How long a pull took, by whether it was answered.");
        _syncs = _meter.CreateHistogram<double>("naming.sync.duration", "s", "How long it took to make a group of writes durable.");
        _applies = _meter.CreateHistogram<double>("naming.apply.lag", "s", "From the first word of another server's version until it was shown here, by how it came.");
        _convergence = _meter.CreateHistogram<double>("naming.convergence.duration", "s", "From the commit of a change of this server until every living node had acknowledged it; sampled.");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void Observed(in Observation what)
    {
        _observations.Add(1, Kinds[(int)what.Kind]);
        switch (what.Kind)
        {
            case ObservationKind.Dropped:
                _dropped.Add(1, new KeyValuePair<string, object?>("naming.reason", what.Text));
                break;
            case ObservationKind.Applied:
                _applies.Record(what.Took.TotalSeconds, new KeyValuePair<string, object?>("naming.learnt_by", what.Text));
                break;
            case ObservationKind.Acknowledged:
                _convergence.Record(what.Took.TotalSeconds);
                break;
            default:
                break;
        }
    }

    internal void Pulled(TimeSpan took, bool answered) =>
        _pulls.Record(took.TotalSeconds, new KeyValuePair<string, object?>("naming.answered", answered));

    internal void Synced(TimeSpan took) => _syncs.Record(took.TotalSeconds);

    internal void ShowQueue(Func<int> length) =>
        _meter.CreateObservableGauge("naming.queue.length", length, "{item}", "Inputs that wait for the node.");
}
