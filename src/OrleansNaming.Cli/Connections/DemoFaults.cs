namespace OrleansNaming.Cli.Connections;

/// <summary>What a server of the demonstration does to its own network.</summary>
/// <param name="Loss">The share of datagrams that it loses, 0 to 1.</param>
/// <param name="CutPulls">Whether it reaches nobody by HTTP.</param>
/// <param name="CutPorts">The pull ports that it does not reach.</param>
internal sealed record DemoFaults(double Loss, bool CutPulls, IReadOnlyList<int> CutPorts)
{
    public static DemoFaults None { get; } = new(0, false, []);
}
