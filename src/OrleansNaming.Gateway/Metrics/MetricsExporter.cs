using System.Diagnostics.Metrics;
using System.Text;

namespace OrleansNaming.Gateway.Metrics;

/// <summary>
/// Keeps what the meter <c>OrleansNaming</c> of this application measures, and prints it for Prometheus. By hand, because neither
/// prometheus-net nor OpenTelemetry's exporter is in every package feed; who has one of them can use it beside this.
/// </summary>
internal sealed class MetricsExporter : IDisposable
{
    /// <summary>Series in all, docs/threats.md: hostile tag values must not take the memory. A histogram counts as one.</summary>
    public const int SeriesMax = 1_000;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly SeriesBudget _budget = new(SeriesMax);
    private readonly MeterListener _listener;

    /// <param name="meters">The application's: another one of this process has its own meter of the same name.</param>
    public MetricsExporter(IMeterFactory meters)
    {
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == GatewayMeter.Name && ReferenceEquals(instrument.Meter.Scope, meters))
                {
                    listener.EnableMeasurementEvents(instrument, FamilyOf(instrument));
                }
            },
        };
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, family) => ((MetricFamily)family!).Measure(value, tags));
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, family) => ((MetricFamily)family!).Measure(value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, family) => ((MetricFamily)family!).Measure(value, tags));
        _listener.Start();
    }

    /// <summary>Everything, in text exposition format 0.0.4.</summary>
    public string Print()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var line in Families().SelectMany(family => family.Print()))
        {
            text.Append(line).Append('\n');
        }

        return text
            .Append("# HELP naming_metrics_dropped_total Measurements of series beyond the most that are kept.\n# TYPE naming_metrics_dropped_total counter\n")
            .Append("naming_metrics_dropped_total ").Append(PrometheusText.Number(_budget.Dropped)).Append('\n').ToString();
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>An instrument that is made again, under the same name, goes on where the first one was.</summary>
    private MetricFamily FamilyOf(Instrument instrument)
    {
        var family = new MetricFamily(instrument, _budget);
        lock (_gate)
        {
            return _families.TryAdd(family.Name, family) ? family : _families[family.Name];
        }
    }

    private MetricFamily[] Families()
    {
        lock (_gate)
        {
            return [.. _families.Values];
        }
    }
}
