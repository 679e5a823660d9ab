namespace OrleansNaming.Benchmarks.Measuring;

/// <summary>What one contender took.</summary>
/// <param name="Name">The contender.</param>
/// <param name="Median">Nanoseconds an operation, median of the rounds.</param>
/// <param name="Least">The fastest round.</param>
/// <param name="Most">The slowest round.</param>
/// <param name="Ratio">Median over the rounds of its time to the first contender's time in the same round.</param>
/// <param name="Allocated">Bytes an operation.</param>
internal sealed record Figure(string Name, double Median, double Least, double Most, double Ratio, double Allocated);
