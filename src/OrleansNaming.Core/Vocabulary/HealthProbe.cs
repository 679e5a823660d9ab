namespace OrleansNaming;

/// <summary>A probe to be carried out now.</summary>
/// <param name="Key">The instance.</param>
/// <param name="Check">What to do.</param>
/// <param name="Life">Which life of the check asked: an answer to an earlier one is not judged.</param>
internal readonly record struct HealthProbe(EntryKey Key, HealthCheck Check, long Life);
