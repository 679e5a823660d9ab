using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace OrleansNaming.Gateway.Metrics;

/// <summary>One instrument and its series.</summary>
internal sealed class MetricFamily(Instrument instrument, SeriesBudget budget)
{
    /// <summary>From a memory's to a slow disk's time.</summary>
    private static readonly double[] Seconds = [0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly ConcurrentDictionary<MetricTags, MetricSeries> _series = [];
    private readonly string _type = TypeOf(instrument);

    public string Name { get; } = PrometheusText.NameOf(instrument, TypeOf(instrument) == "counter");

    public void Measure(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Find(MetricTags.Of(tags)) is not { } series)
        {
            return;
        }

        if (_type == "histogram")
        {
            series.Record(value);
        }
        else if (instrument.IsObservable || _type == "gauge" && !IsUpDown)
        {
            series.Set(value);
        }
        else
        {
            series.Add(value);
        }
    }

    /// <summary>Its lines, in an order that does not change.</summary>
    public IEnumerable<string> Print()
    {
        yield return $"# HELP {Name} {PrometheusText.EscapeHelp(instrument.Description ?? instrument.Name)}";
        yield return $"# TYPE {Name} {_type}";
        foreach (var (tags, series) in _series.Select(series => (series.Key.ToString(), series.Value)).OrderBy(series => series.Item1, StringComparer.Ordinal))
        {
            foreach (var line in series.Print(Name, tags))
            {
                yield return line;
            }
        }
    }

    private bool IsUpDown => instrument is UpDownCounter<int> or UpDownCounter<long> or UpDownCounter<double>;

    /// <summary>Null when all series of this process are taken: what is new is counted as dropped, what is there goes on.</summary>
    private MetricSeries? Find(MetricTags tags) =>
        _series.TryGetValue(tags, out var known) ? known
        : budget.TryTake() ? _series.GetOrAdd(tags, _ => new MetricSeries(_type == "histogram" ? Seconds : []))
        : null;

    private static string TypeOf(Instrument instrument) => instrument switch
    {
        Counter<int> or Counter<long> or Counter<double> or ObservableCounter<int> or ObservableCounter<long> or ObservableCounter<double> => "counter",
        Histogram<int> or Histogram<long> or Histogram<double> => "histogram",
        _ => "gauge",
    };
}
