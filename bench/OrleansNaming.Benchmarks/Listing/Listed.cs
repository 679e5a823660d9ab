namespace OrleansNaming.Benchmarks.Listing;

/// <summary>One listing of everything.</summary>
/// <param name="Milliseconds">For all pages.</param>
/// <param name="ResolveNanoseconds">Of a resolve on another thread meanwhile, on average.</param>
/// <param name="Pages">How many were read.</param>
/// <param name="Torn">Pages that were no single state.</param>
internal readonly record struct Listed(double Milliseconds, double ResolveNanoseconds, int Pages, int Torn);
