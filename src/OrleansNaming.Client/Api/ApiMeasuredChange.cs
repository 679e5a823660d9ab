namespace OrleansNaming.Api;

/// <summary>One change of the answering node, measured until every living node had it.</summary>
/// <param name="Stamp">The token of the version.</param>
/// <param name="Seconds">From its commit until the last acknowledgement.</param>
/// <param name="Nodes">How many have acknowledged it.</param>
/// <param name="Slowest">Who was last.</param>
/// <param name="Gone">How many were waited for in vain, since they went silent or left.</param>
internal sealed record ApiMeasuredChange(string Stamp, double Seconds, int Nodes, string Slowest, int Gone);
