namespace OrleansNaming.Cli.Connections;

/// <summary>A key as it is listed: never its secret.</summary>
internal sealed record KeyLine(uint Id, string State);
