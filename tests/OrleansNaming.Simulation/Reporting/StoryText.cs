using OrleansNaming.Node;

namespace OrleansNaming.Simulation.Reporting;

/// <summary>The words of the story: only what moves the plot.</summary>
internal static class StoryText
{
    /// <summary>Null for what a reader does not miss.</summary>
    public static string? Of(TraceLine line) => line.What switch
    {
        Observed observed => Of(observed.What),
        Ended ended => ended.Failure ?? "has ended",
        _ => null,
    };

    private static string? Of(Observation what) => what.Kind switch
    {
        ObservationKind.IncarnationOpened => $"opens incarnation {what.Stamp.Incarnation}",
        ObservationKind.Joined => $"has joined, its directory is {what.Text}",
        ObservationKind.GapSeen => $"sees a gap: {what.Owner} is at {what.Stamp}, held is {what.Since}",
        ObservationKind.FetchStarted => $"fetches what changed of {what.Owner} since {what.Since}, from {what.Text}",
        ObservationKind.FetchServed => $"answers with {Article(what.Text)} up to {what.Stamp}",
        ObservationKind.Applied => $"shows {what.Owner} at {what.Stamp} ({what.Text})",
        ObservationKind.OwnerStateChanged => $"judges {what.Owner} {what.Text}",
        ObservationKind.GuestAdopted => $"adopts guest {what.Text}",
        ObservationKind.SupersededBy => what.Text,
        ObservationKind.Alarm => $"raises an alarm: {what.Text}",
        _ => null,
    };

    private static string Article(string outcome) => outcome switch
    {
        "Delta" => "a delta",
        "Snapshot" => "a snapshot",
        _ => outcome,
    };
}
