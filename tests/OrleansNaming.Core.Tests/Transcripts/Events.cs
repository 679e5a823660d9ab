using System.Text.RegularExpressions;
using OrleansNaming.Node;

namespace OrleansNaming.Core.Tests.Transcripts;

/// <summary>What nodes observe and what their watchers are told, in words.</summary>
internal sealed partial class Events(Scene scene)
{
    public void Observed(Actor actor, Observation what)
    {
        switch (what.Kind)
        {
            case ObservationKind.Committed or ObservationKind.Announced or ObservationKind.Acknowledged
                or ObservationKind.FetchStarted or ObservationKind.FetchServed:
                break; // A printed message says the same.
            case ObservationKind.NoticeIgnored when actor.Node!.Replica.Find(what.Owner)?.Stamp == what.Stamp:
                scene.Say(Told.Repeats, $"{actor} ignores {scene.Symbols.Of(what.Owner, what.Stamp)}");
                break;
            case ObservationKind.Dropped when what.Text == "unasked":
                scene.Say(Told.Joining, $"{actor} drops what it did not ask for");
                break;
            default:
                scene.Say(Told.Events, $"{actor}: {Words(what)}");
                break;
        }
    }

    public void Published(Actor actor, Published published) =>
        scene.Say(Told.Watch, $"{actor} shows {EntryText.Listed([.. published.Changes.Select(Of)])}");

    private string Words(Observation what)
    {
        var words = WordStart().Replace(what.Kind.ToString(), match => " " + match.Value.ToLowerInvariant());
        var owner = what.Owner.Value is null ? "" : what.Stamp.IsNone ? $" {what.Owner}" : $" {scene.Symbols.Of(what.Owner, what.Stamp)}";
        var since = what.Kind is not (ObservationKind.GapSeen or ObservationKind.FetchFailed) ? ""
            : $", since {scene.Symbols.Of(what.Owner, what.Since)}";
        return $"{words.Trim()}{owner}{since}{(what.Text.Length == 0 ? "" : $" ({what.Text})")}";
    }

    private static string Of(NamingChange change)
    {
        var what = change.Instance is null ? change.Name : EntryText.Of(change.Instance);
        return change.Kind switch
        {
            ChangeKind.Bound => $"+{what}",
            ChangeKind.Rebound => $"~{what}",
            ChangeKind.Unbound => $"-{what}",
            _ => $"{change.Kind.ToString().ToLowerInvariant()} {what}",
        };
    }

    [GeneratedRegex("[A-Z]")]
    private static partial Regex WordStart();
}
