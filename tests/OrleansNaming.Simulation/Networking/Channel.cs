namespace OrleansNaming.Simulation.Networking;

/// <summary>What can be cut on its own between two hosts. A pull needs both directions of Unicast.</summary>
[Flags]
internal enum Channel
{
    None = 0,
    Multicast = 1,
    Unicast = 2,
    All = 3,
}
