namespace OrleansNaming.Cli.Connections;

/// <summary>An observation of a server of the demonstration.</summary>
internal sealed record DemoEvent(string Kind, string Owner, ulong Version, ulong Since, string Text, string Stamp);
