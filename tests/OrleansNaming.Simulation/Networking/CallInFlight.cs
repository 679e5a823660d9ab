using OrleansNaming.Node;
using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Networking;

/// <summary>A pull under way.</summary>
internal sealed class CallInFlight(Process caller, Call call)
{
    public Process Caller { get; } = caller;

    public Call Call { get; } = call;

    /// <summary>Whether the caller has been told an end.</summary>
    public bool IsOver { get; set; }
}
