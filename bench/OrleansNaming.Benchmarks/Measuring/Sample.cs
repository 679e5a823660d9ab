using System.Diagnostics;

namespace OrleansNaming.Benchmarks.Measuring;

/// <summary>Times of one kind of event, in microseconds, in the order in which they happened.</summary>
internal sealed class Sample(IReadOnlyList<double> microseconds)
{
    private readonly double[] _sorted = [.. microseconds.Order()];

    public IReadOnlyList<double> InOrder => microseconds;

    public double Median => At(0.5);

    public double At(double share) => _sorted[Math.Min(_sorted.Length - 1, (int)(_sorted.Length * share))];

    /// <summary>From pairs of <see cref="Stopwatch.GetTimestamp"/>.</summary>
    public static Sample Between(IEnumerable<long> starts, IEnumerable<long> ends) =>
        new([.. starts.Zip(ends, (start, end) => Stopwatch.GetElapsedTime(start, end).TotalMicroseconds)]);
}
