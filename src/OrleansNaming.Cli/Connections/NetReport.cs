namespace OrleansNaming.Cli.Connections;

/// <summary>What <c>naming net show</c> shows.</summary>
/// <param name="Hosts">Each host once.</param>
/// <param name="Findings">What is wrong, or worth knowing.</param>
internal sealed record NetReport(IReadOnlyList<NetHost> Hosts, IReadOnlyList<NetFinding> Findings);
