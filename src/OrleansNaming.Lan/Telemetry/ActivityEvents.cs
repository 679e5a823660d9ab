using System.Diagnostics;

namespace OrleansNaming.Lan.Telemetry;

/// <summary>One stage of FIG 5 on a span.</summary>
internal static class ActivityEvents
{
    public static void AddEvent(this Activity? activity, string name, int figure, in Observation what) =>
        activity?.AddEvent(new ActivityEvent(name, tags: new ActivityTagsCollection
        {
            ["naming.figure5"] = figure,
            ["naming.owner"] = what.Owner.Value,
            ["naming.stamp"] = what.Stamp.ToString(),
        }));
}
