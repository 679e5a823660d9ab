namespace OrleansNaming.Cli.Connections;

/// <summary>What follows in a watch is the present state.</summary>
internal sealed record WatchReset(string Kind);
