using OrleansNaming.Node;

namespace OrleansNaming.InProcess;

/// <summary>Whether a node may be asked: one rule for the health check and for the API.</summary>
/// <param name="IsReady">Whether its answers count.</param>
/// <param name="Word"><c>ready</c>, <c>isolated</c> or <c>notReady</c>.</param>
/// <param name="Detail">For people.</param>
internal sealed record NodeHealth(bool IsReady, string Word, string Detail)
{
    public static NodeHealth Judge(NodePhase phase, bool isComplete, bool isIsolated) => phase switch
    {
        NodePhase.Ready when isIsolated => new(true, "isolated", "this node hears no other; what it holds may be old"),
        NodePhase.Ready when isComplete => new(true, "ready", "the directory is complete"),
        NodePhase.Ready or NodePhase.Joining or NodePhase.Asking => new(false, "notReady", "still joining: the directory is not complete yet"),
        NodePhase.Superseded => new(false, "notReady", "another live process owns this server's name: stop one of the two, or rename it (Naming__Server)"),
        _ => new(false, "notReady", "the node is stopping"),
    };
}
