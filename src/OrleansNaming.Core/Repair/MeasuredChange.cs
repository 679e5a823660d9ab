namespace OrleansNaming.Repair;

/// <summary>One change of this owner, measured until every node that lived had it.</summary>
/// <param name="Stamp">The version that it made.</param>
/// <param name="Took">From the moment when it was visible here until the last acknowledgement, on this node's clock.</param>
/// <param name="Nodes">How many nodes have acknowledged it.</param>
/// <param name="Slowest">Who was last.</param>
/// <param name="Gone">How many were waited for in vain: hidden meanwhile, or gone.</param>
internal sealed record MeasuredChange(Stamp Stamp, TimeSpan Took, int Nodes, ServerId Slowest, int Gone);
