using System.Diagnostics;
using Microsoft.Extensions.Primitives;
using OrleansNaming.Wire;

namespace OrleansNaming.Lan.Telemetry;

/// <summary>
/// The repair of a gap as a trace, in the order of the patent's FIG 5 (row B13): the reader's span <c>naming.pull</c> has the events
/// <c>notice.stale</c> (172), <c>request.sent</c> (174) and <c>update.applied</c> (180); the owner's span <c>naming.serve</c>, its child, has
/// <c>update.packaged</c> (176) and <c>update.sent</c> (178). Costs nothing while nobody listens. On the loop only, but for the owner's part.
/// </summary>
internal sealed class EngineTrace
{
    private static readonly ActivitySource Source = new(EngineMeter.Name);
    private readonly Dictionary<ServerId, Activity> _pulls = [];

    public void Observed(in Observation what)
    {
        switch (what.Kind)
        {
            case ObservationKind.GapSeen when Source.HasListeners():
                Begin(what).AddEvent("notice.stale", 172, what);
                break;
            case ObservationKind.FetchStarted when Source.HasListeners():
                Begin(what).AddEvent("request.sent", 174, what);
                break;
            case ObservationKind.Applied when _pulls.Remove(what.Owner, out var pull):
                ((Activity?)pull).AddEvent("update.applied", 180, what);
                pull.Dispose();
                break;
            case ObservationKind.FetchFailed when _pulls.Remove(what.Owner, out var pull):
                pull.SetStatus(ActivityStatusCode.Error, what.Text);
                pull.Dispose();
                break;
        }
    }

    /// <summary>What to hand on with a pull of that owner's list; null when it is not traced.</summary>
    public string? ParentOf(Message request) =>
        request is ChangesRequest changes && _pulls.TryGetValue(changes.Server, out var pull) ? pull.Id : null;

    /// <summary>Begins the owner's part.</summary>
    public static Activity? Serve(StringValues traceParent)
    {
        _ = ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent);
        return Source.StartActivity("naming.serve", ActivityKind.Server, parent);
    }

    public static void Packaged(Activity? serve, Message? answer) => AddEvent(serve, "update.packaged", 176, answer);

    public static void Sent(Activity? serve, Message? answer) => AddEvent(serve, "update.sent", 178, answer);

    private static void AddEvent(Activity? serve, string name, int figure, Message? answer)
    {
        if (answer is ChangesReply { Outcome: ChangesOutcome.Delta or ChangesOutcome.Snapshot } reply)
        {
            serve.AddEvent(name, figure, new Observation(ObservationKind.FetchServed, reply.Server, reply.Current));
        }
    }

    private Activity? Begin(in Observation what)
    {
        if (_pulls.TryGetValue(what.Owner, out var pull))
        {
            return pull;
        }

        // A root of its own: the loop may run on a thread that carries somebody's Activity, which must find it again.
        var ambient = Activity.Current;
        Activity.Current = null;
        pull = Source.StartActivity("naming.pull", ActivityKind.Client);
        Activity.Current = ambient;
        if (pull is not null && _pulls.Count < Limits.Owners)
        {
            _pulls.Add(what.Owner, pull);
        }

        return pull;
    }
}
