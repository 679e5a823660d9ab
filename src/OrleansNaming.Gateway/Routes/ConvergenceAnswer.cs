using OrleansNaming.Api;
using OrleansNaming.Node;
using OrleansNaming.Repair;

namespace OrleansNaming.Gateway.Routes;

/// <summary>Tells what a node's convergence meter shows, beside the bound and what it assumes.</summary>
internal static class ConvergenceAnswer
{
    private const int MissingMax = 16;
    private const string Assumes = "no node loses more than one message of a change, and round trips are short beside T";

    public static ApiConvergence Of(NodeStatus status)
    {
        var meter = status.Convergence;
        var behind = status.Owners.Where(owner => owner.State is OwnerState.Alive or OwnerState.Suspect).MaxBy(owner => owner.Behind ?? TimeSpan.MinValue);
        return new ApiConvergence
        {
            Measured = meter.Measured,
            Last = Show(status.Server, meter.Last),
            Longest = Show(status.Server, meter.Longest),
            Waiting = meter.Waiting.IsNone ? null : new Token(status.Server, meter.Waiting).ToString(),
            WaitingSeconds = meter.For.TotalSeconds,
            Missing = [.. meter.Missing.Take(MissingMax).Select(server => server.ToString())],
            BoundSeconds = meter.Bound.TotalSeconds,
            Assumes = Assumes,
            BehindOf = behind?.Behind is null ? null : behind.Server.ToString(),
            BehindSeconds = behind?.Behind?.TotalSeconds ?? 0,
        };
    }

    private static ApiMeasuredChange? Show(ServerId server, MeasuredChange? change) => change is null
        ? null
        : new ApiMeasuredChange(new Token(server, change.Stamp).ToString(), change.Took.TotalSeconds, change.Nodes, change.Slowest.ToString(), change.Gone);
}
