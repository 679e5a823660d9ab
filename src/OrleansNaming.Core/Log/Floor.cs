namespace OrleansNaming.Log;

/// <summary>"Never again show that server below this epoch" (rule 10, S4). Kept 24 hours.</summary>
/// <param name="Server">The owner.</param>
/// <param name="Epoch">The lowest epoch that may be shown.</param>
/// <param name="Left">Whether that epoch itself said goodbye: then only a higher one counts.</param>
/// <param name="UnixMilliseconds">When the floor was set, on this node's wall clock; only ages it out.</param>
internal sealed record Floor(ServerId Server, Epoch Epoch, bool Left, long UnixMilliseconds);
