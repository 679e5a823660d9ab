namespace OrleansNaming.Gateway.Metrics;

/// <summary>One line, or the lines of one histogram. Written by any thread.</summary>
internal sealed class MetricSeries(double[] bounds)
{
    private readonly Lock _gate = new();
    private readonly long[] _buckets = new long[bounds.Length + 1];
    private double _sum;
    private long _count;

    public void Add(double value)
    {
        lock (_gate)
        {
            _sum += value;
        }
    }

    public void Set(double value)
    {
        lock (_gate)
        {
            _sum = value;
        }
    }

    /// <summary>Counts a measurement in its bucket: the first whose bound is not below it.</summary>
    public void Record(double value)
    {
        var at = Array.BinarySearch(bounds, value);
        lock (_gate)
        {
            _buckets[at < 0 ? ~at : at]++;
            _sum += value;
            _count++;
        }
    }

    /// <summary>Its lines in the exposition format; buckets are cumulative there.</summary>
    public IEnumerable<string> Print(string name, string tags)
    {
        var (sum, count, buckets) = Read();
        if (bounds.Length == 0)
        {
            return [$"{Labelled(name, tags)} {PrometheusText.Number(sum)}"];
        }

        var lines = new List<string>(buckets.Length + 2);
        var below = 0L;
        for (var i = 0; i < buckets.Length; i++)
        {
            below += buckets[i];
            var bound = PrometheusText.Number(i < bounds.Length ? bounds[i] : double.PositiveInfinity);
            lines.Add($"{Labelled($"{name}_bucket", tags.Length == 0 ? $"le=\"{bound}\"" : $"{tags},le=\"{bound}\"")} {below}");
        }

        return [.. lines, $"{Labelled($"{name}_sum", tags)} {PrometheusText.Number(sum)}", $"{Labelled($"{name}_count", tags)} {count}"];
    }

    private (double Sum, long Count, long[] Buckets) Read()
    {
        lock (_gate)
        {
            return (_sum, _count, [.. _buckets]);
        }
    }

    private static string Labelled(string name, string tags) => tags.Length == 0 ? name : $"{name}{{{tags}}}";
}
